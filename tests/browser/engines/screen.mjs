// A screen that nobody sees, of which pictures can be taken.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { keep } from "./keep.mjs";

const SIZE = "1600x1600x24";

/** Starts one under a free number. It keeps its pixels in the folder. */
export async function startScreen(folder) {
  const args = ["-displayfd", "3", "-screen", "0", SIZE, "-fbdir", folder, "-nolisten", "tcp", "-nocursor"];
  const kept = keep(process.env.XVFB ?? "Xvfb", args, { read: 3 });
  // Nothing else may be going on that keeps this process alive.
  kept.from.ref();
  const number = await new Promise((done, fail) => {
    kept.from.once("data", (bytes) => done(String(bytes).trim()));
    kept.from.once("end", () => fail(new Error(`Xvfb did not start: ${kept.said}`)));
  });
  kept.from.unref();
  const picture = async (part) => png(await readFile(join(folder, "Xvfb_screen0")), part);
  return { display: `:${number}`, picture, end: kept.end };
}

/** A part of the screen, which is kept in the form of `xwd`, as PNG. */
function png(pixels, { left, top, width, height }) {
  const [header, line, colours] = [pixels.readUInt32BE(0), pixels.readUInt32BE(48), pixels.readUInt32BE(76)];
  const rows = [];
  for (let y = top; y < top + height; y += 1) {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x += 1) {
      const from = header + colours * 12 + y * line + (left + x) * 4;
      row.set([pixels[from + 2], pixels[from + 1], pixels[from]], 1 + x * 3);
    }
    rows.push(row);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
