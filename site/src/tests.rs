//! The whole of it, on a folder as Trunk leaves it.

use crate::{dist::Dist, finish, hash, html, outage::Outage, pages, picture, public};
use outage_sim::BUILT_IN;
use std::{env, fs, path::PathBuf};

/// A folder that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    /// What Trunk writes for a page with little in it.
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("outage-explorer-site-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("a temporary folder");
        let dist = Dist::at(&folder);
        let page = "<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n\
            <meta property=\"og:title\" content=\"x\">\n<link rel=\"icon\" href=\"./icon-1.svg\"/>\n\
            <link rel=\"stylesheet\" href=\"./style-1.css\"/>\n<script src=\"./start-1.js\" type=\"module\"></script>\n\
            <link rel=\"modulepreload\" href=\"./x-1.js\" crossorigin=\"anonymous\">\
            <link rel=\"preload\" href=\"./x-1_bg.wasm\" crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\"></head>\n\
            <body><noscript><!-- outages --></noscript></body>\n</html>\n";
        let module = "export { initSync, __wbg_init as default };\n";
        for (name, text) in [
            ("index.html", page),
            ("icon-1.svg", "<svg/>"),
            ("style-1.css", "a { b: c }"),
            ("start-1.js", "start(a <b);"),
            ("x-1.js", module),
            ("x-1_bg.wasm", "wasm"),
            ("export.js", "const integrity = \"\";"),
            ("exporter.js", module),
            ("exporter_bg.wasm", "more wasm"),
        ] {
            dist.write(name, text).expect("a file");
        }
        Self(folder)
    }

    fn dist(&self) -> Dist {
        Dist::at(&self.0)
    }

    fn text(&self, name: &str) -> String {
        self.dist().text(name).unwrap_or_else(|problem| panic!("{problem}"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind is no failure.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_released_folder_is_complete() {
    let folder = Folder::new("release");
    finish(&folder.dist(), true, Some("https://example.org/a/")).expect("it finishes");
    let index = folder.text("index.html");

    // The policy stands before everything that loads something, and lets exactly the scripts pass that are there.
    let tags = html::tags(&index);
    assert!(tags[2].is("charset", "utf-8") && tags[3].name == "script", "{:?}", &tags[..4]);
    let writer = &index[tags[3].range.end..];
    let (writer, rest) = writer.split_once("</script>").expect("the end of a script");
    let (_, policy) = writer.split_once("policy.content = \"").expect("the policy");
    let (policy, _) = policy.split_once('"').expect("the end of the policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self' 'sha256-"), "{policy}");
    assert!(policy.contains(&hash::permit("start(a <b);")), "{policy}");
    assert!(policy.contains("; require-trusted-types-for 'script'; trusted-types outage-explorer; "), "{policy}");
    assert!(!policy.contains("'unsafe-eval'") && !policy.contains("script-src 'self' 'unsafe-inline'"), "{policy}");
    assert!(!policy.contains(['\\', '\n', '{']), "it stands in a script as it is: {policy}");
    assert!(rest.trim_start().starts_with("<noscript><meta http-equiv=\"Content-Security-Policy\""), "{rest}");
    assert!(index.contains("<script type=\"importmap\">{\"integrity\":{\"./outage-explorer-"), "{index}");

    // Every file that the page names is there, with the checksum that the page says.
    for tag in &tags {
        let sum = tag.get("integrity").or(tag.get("data-integrity"));
        let file = tag.get("href").or(tag.get("content")).unwrap_or_default();
        if let Some(sum) = sum {
            assert_eq!(sum, hash::integrity(&folder.dist().read(file).expect("the file")), "{file}");
        }
    }
    assert_eq!(tags.iter().filter(|tag| tag.get("integrity").is_some()).count(), 2);
    assert!(folder.text("export.js").contains(&hash::integrity(b"more wasm")));
    assert!(
        index.contains("<meta property=\"og:image\" content=\"https://example.org/a/pictures/all.png\">"),
        "{index}"
    );
    assert!(index.contains("<li><a href=\"./kinesis-2020/\">"), "{index}");

    // What is only for visitors of the page is not in an embed.
    let embed = folder.text("embed.html");
    assert!(embed.contains("<html lang=\"en\" data-room=\"embed\">") && embed.contains("noindex"), "{embed}");
    for part in ["og:", "manifest.webmanifest", "outage-explorer-offline"] {
        assert!(index.contains(part) && !embed.contains(part), "{part}");
    }

    // The worker keeps what visits need, and nothing that is for others.
    let worker = folder.text("sw.js");
    for kept in [
        "\"./\"",
        "\"./embed.html\"",
        "\"./exporter.js?v=",
        "\"./kinesis-2020/\"",
        "\"./style-1.css\"",
        "\"./kinesis-2020/figure.svg?v=",
    ] {
        assert!(worker.contains(kept), "{kept}");
    }
    // The figures of the pages to read are kept under the addresses that the pages ask for.
    let reading = folder.text("kinesis-2020/index.html");
    for picture in html::tags(&reading).iter().filter_map(|tag| tag.get("srcset").or(tag.get("src"))) {
        let kept =
            picture.strip_prefix("../").map_or(format!("./kinesis-2020/{picture}"), |beside| format!("./{beside}"));
        assert!(worker.contains(&format!("\"{kept}\"")), "{picture}");
    }
    for other in ["pictures/", "outage-explorer.html", "sw.js\"", "start-1.js", "{"] {
        assert!(
            !worker.split("FILES = [").nth(1).and_then(|rest| rest.split("];").next()).unwrap_or("{").contains(other)
        );
    }

    // The single file loads no other, and leads to none.
    let single = folder.text("outage-explorer.html");
    assert!(html::tags(&single).iter().all(|tag| tag.get("src").is_none()), "{single}");
    let links: Vec<_> = html::tags(&single).iter().filter_map(|tag| tag.get("href").map(str::to_owned)).collect();
    assert!(links.iter().all(|link| link.starts_with("data:")), "{links:?}");
    let of_single = tags.iter().find(|tag| tag.is("name", "outage-explorer-single")).and_then(|tag| tag.get("content"));
    assert_eq!(of_single, Some(&*hash::integrity(single.as_bytes())));
    assert!(embed.contains("outage-explorer-single") && !single.contains("name=\"outage-explorer-single\""));
}

#[test]
fn the_exporter_is_asked_for_by_a_mark_of_all_its_files() {
    let page = |changed: Option<&str>| {
        let folder = Folder::new(changed.unwrap_or("exporter"));
        if let Some(name) = changed {
            folder.dist().write(name, format!("{} ", folder.text(name))).expect("a file");
        }
        finish(&folder.dist(), false, None).expect("it finishes");
        folder.text("index.html")
    };
    let asked = |page: &str| {
        let tags = html::tags(page);
        let meta = tags.iter().find(|tag| tag.is("name", "outage-explorer-exporter")).expect("the address");
        meta.get("content").expect("the address").to_owned()
    };
    let mut addresses = vec![asked(&page(None))];
    for file in ["export.js", "exporter.js", "exporter_bg.wasm"] {
        let page = page(Some(file));
        let address = asked(&page);
        let module = address.replace("export.js", "exporter.js");
        // The addresses with checksums are the same.
        assert!(page.contains(&format!("\"{address}\":\"sha384-")), "{page}");
        assert!(page.contains(&format!("\"{module}\":\"sha384-")), "{page}");
        assert!(address.starts_with("./export.js?v=") && !addresses.contains(&address), "{file}: {addresses:?}");
        addresses.push(address);
    }
}

#[test]
fn a_folder_under_development_keeps_nothing() {
    let folder = Folder::new("debug");
    // What `trunk serve` adds, and changes again when it sends the page.
    let served = folder.text("index.html").replace("</body>", "<script>x('{{__TRUNK_ADDRESS__}}')</script></body>");
    folder.dist().write("index.html", served).expect("a file");
    finish(&folder.dist(), false, None).expect("it finishes");
    assert!(!folder.text("index.html").contains("outage-explorer-offline"));
    assert!(!folder.text("index.html").contains("og:image"));
    assert!(folder.text("index.html").contains("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"));
    assert!(folder.text("sw.js").contains("unregister"));
    assert!(folder.dist().read("outage-explorer.html").is_err());
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let all = |name| {
        let folder = Folder::new(name);
        finish(&folder.dist(), false, None).expect("it finishes");
        let names = folder.dist().names().expect("its names");
        names
            .into_iter()
            .map(|name| (hash::short(&folder.dist().read(&name).expect("a file")), name))
            .collect::<Vec<_>>()
    };
    assert_eq!(all("once"), all("twice"));
    let drawn = || picture::all(&Outage::built_in().expect("the outages")).expect("a picture");
    assert!(drawn() == drawn(), "the picture of all outages differs from one time to the next");
    assert!(drawn() != picture::all(&[]).expect("a picture"), "the outages are in it");
}

#[test]
fn texts_of_a_scenario_never_become_markup() {
    let (name, text) = BUILT_IN[0];
    let keys = ["title", "short", "day", "summary", "label", "about", "statement", "quote", "proposed-by"];
    let hostile: Vec<String> = text
        .lines()
        .map(|line| match line.split_once(" = \"") {
            Some(("url", _)) => "url = \"https://a/'><script>x</script>\"".to_owned(),
            Some((key, _)) if keys.contains(&key) => format!("{key} = \"<script>x</script><img src=x onerror='y'>&\""),
            _ => line.to_owned(),
        })
        .collect();
    let outages = [Outage::parse(name, &hostile.join("\n")).expect("it is still a scenario")];
    let frame = pages::Frame { address: Some("https://a/"), sheet: ("s", "sum"), icon: "i", outages: &outages };
    let page = pages::page(&frame, &outages[0], &["wide.svg".into(), "narrow.svg".into()]);
    assert!(page.contains("&lt;script&gt;x"), "the texts are there");
    let tags = html::tags(&page);
    assert!(tags.iter().all(|tag| tag.name != "script" && tag.get("onerror").is_none() && !tag.is("src", "x")));
    assert!(!page.contains("<script") && !page.contains("<img src=x"));
    // And the picture is still a picture.
    assert!(picture::outage(&outages[0]).is_ok_and(|png| png.starts_with(b"\x89PNG")));
}

#[test]
fn public_addresses_are_web_addresses() {
    assert_eq!(public("https://example.org/x").ok().as_deref(), Some("https://example.org/x/"));
    assert_eq!(public("https://example.org/x/").ok().as_deref(), Some("https://example.org/x/"));
    assert!(public("javascript:alert(1)").is_err());
}
