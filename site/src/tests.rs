//! The whole of it, on a folder as Trunk leaves it.

mod glossary;
mod leads;

use crate::{
    app::{ON_DEMAND, OnDemand},
    dist::Dist,
    finish, hash, html,
    outage::Outage,
    pages, picture, public, versions,
};
use outage_sim::{MODEL_VERSION, TEXTS};
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
            ("start-1.js", "const plans = {};const firsts = {};start(a <b);"),
            ("x-1.js", module),
            ("x-1_bg.wasm", "wasm"),
            ("embed.js", "element();"),
            ("export.js", "const integrity = \"\";"),
            ("exporter.js", module),
            ("exporter_bg.wasm", "more wasm"),
            ("compile.js", "const integrity = \"\";\nconst texts = {};"),
            ("compiler.js", module),
            ("compiler_bg.wasm", "other wasm"),
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
fn a_released_folder_is_right() {
    let folder = Folder::new("release");
    finish(&folder.dist(), true, Some("https://example.org/a/")).expect("it finishes");
    // A release takes seconds to write: one does for all of these.
    is_complete(&folder);
    has_a_version_that_works_by_itself(&folder);
    leads::has_pages_that_lead_on_and_preview(&folder);
    leads::tells_content_systems_how_to_show_an_outage(&folder);
}

fn is_complete(folder: &Folder) {
    let index = folder.text("index.html");

    // The policy stands before everything that loads something, and lets exactly the scripts pass that are there.
    let tags = html::tags(&index);
    assert!(tags[2].is("charset", "utf-8") && tags[3].name == "script", "{:?}", &tags[..4]);
    let writer = &index[tags[3].range.end..];
    let (writer, rest) = writer.split_once("</script>").expect("the end of a script");
    let (_, policy) = writer.split_once("policy.content = \"").expect("the policy");
    let (policy, _) = policy.split_once('"').expect("the end of the policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self' 'sha256-"), "{policy}");
    let (_, start) = index.split_once("<script type=\"module\">").expect("the start script");
    let (start, _) = start.split_once("</script>").expect("its end");
    assert!(policy.contains(&hash::permit(start)), "{policy}");

    // It lists the plan of each outage, with its checksum.
    for (id, _) in TEXTS {
        let (_, of) = start.split_once(&format!("\"{id}\": [\"./")).expect("the plan");
        let mut parts = of.split('"');
        let (name, sum) = (parts.next().expect("its name"), parts.nth(1).expect("its checksum"));
        assert_eq!(sum, hash::integrity(&folder.dist().read(name).expect("the plan")), "{name}");
        assert!(folder.text("sw.js").contains(&format!("[\"./{name}\", \"{sum}\"]")), "{name}");
        assert!(folder.text("outage-explorer.html").contains(&format!("id=\"outage-{id}-plan-wasm\"")), "{id}");
        assert_eq!(folder.dist().read(&format!("{}{name}", versions::own())).ok(), folder.dist().read(name).ok());
    }
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
    assert!(folder.text("compile.js").contains(&hash::integrity(b"other wasm")));
    assert!(
        index.contains("<meta property=\"og:image\" content=\"https://example.org/a/pictures/all.png\">"),
        "{index}"
    );
    assert!(index.contains("<li><a href=\"./kinesis-2020/\">"), "{index}");
    assert!(index.contains("<a href=\"./glossary/\">"), "{index}");
    assert!(folder.text("kinesis-2020/index.html").contains("<a href=\"../glossary/\">"));

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
        "\"./compiler_bg.wasm?v=",
        "\"./kinesis-2020/\"",
        "\"./glossary/\"",
        "\"./style-",
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
    for other in ["pictures/", "outage-explorer.html", "sw.js\"", "start-1.js", "{", "\"./v/", "oembed.json"] {
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
    for part in ["exporter", "compiler"] {
        assert!(single.contains(&format!("id=\"outage-{part}-wasm\"")), "{part}");
        assert!(single.contains(&format!("globalThis.outageInside.modules.{part} = ")), "{part}");
    }
    assert!(embed.contains("outage-explorer-single") && !single.contains("name=\"outage-explorer-single\""));
}

#[test]
fn what_is_loaded_on_demand_is_asked_for_by_a_mark_of_all_its_files() {
    let page = |changed: Option<&str>| {
        let folder = Folder::new(changed.unwrap_or("on-demand"));
        if let Some(name) = changed {
            folder.dist().write(name, format!("{} ", folder.text(name))).expect("a file");
        }
        finish(&folder.dist(), false, None).expect("it finishes");
        folder.text("index.html")
    };
    let asked = |page: &str, name: &str| {
        let (tags, name) = (html::tags(page), format!("outage-explorer-{name}"));
        let meta = tags.iter().find(|tag| tag.is("name", &name)).expect("the address");
        meta.get("content").expect("the address").to_owned()
    };
    let first = page(None);
    for OnDemand { name, files, .. } in &ON_DEMAND {
        let [start, module, _] = files;
        let mut addresses = vec![asked(&first, name)];
        for file in files {
            let page = page(Some(file));
            let address = asked(&page, name);
            let module = address.replace(start, module);
            // The addresses with checksums are the same.
            assert!(page.contains(&format!("\"{address}\":\"sha384-")), "{page}");
            assert!(page.contains(&format!("\"{module}\":\"sha384-")), "{page}");
            let begins = address.starts_with(&format!("./{start}?v="));
            assert!(begins && !addresses.contains(&address), "{file}: {addresses:?}");
            addresses.push(address);
        }
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
    assert!(!folder.text("index.html").contains("og:image") && !folder.text("index.html").contains("explorer-pin"));
    // Without a public address there is nothing that others could open.
    assert!(folder.dist().read("kinesis-2020/oembed.json").is_err());
    assert!(!folder.text("kinesis-2020/index.html").contains("oembed"));
    assert!(folder.text("index.html").contains("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"));
    assert!(!folder.text("index.html").contains("trusted-types"), "the script of `trunk serve` writes markup");
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
    let (name, text) = TEXTS[0];
    let keys = ["title", "short", "day", "summary", "label", "about", "statement", "quote", "proposed-by"];
    let hostile: Vec<String> = text
        .lines()
        .map(|line| match line.split_once(" = \"") {
            Some(("url", _)) => "url = \"https://a/'><script>x</script>\"".to_owned(),
            Some((key, _)) if keys.contains(&key) => format!("{key} = \"<script>x</script><img src=x onerror='y'>&\""),
            _ => line.to_owned(),
        })
        .collect();
    let hostile = hostile.join("\n");
    let plan = outage_compile::for_people(&hostile).expect("it is still a scenario");
    let outages = [Outage::read(name, &plan.write(), &hostile).expect("it is a plan")];
    let frame = pages::Frame {
        address: Some("https://a/"),
        embeds: Some("https://a/"),
        icon: "i",
        head: "",
        outages: &outages,
    };
    let page = pages::page(&frame, &outages[0], &["wide.svg".into(), "narrow.svg".into()]);
    assert!(page.contains("&lt;script&gt;x"), "the texts are there");
    let tags = html::tags(&page);
    assert!(tags.iter().all(|tag| tag.get("onerror").is_none() && !tag.is("src", "x")));
    assert_eq!(page.matches("<script").count(), 1, "the page's own, which leads on");
    assert!(!page.contains("<img src=x"));
    // And the picture is still a picture.
    assert!(picture::outage(&outages[0]).is_ok_and(|png| png.starts_with(b"\x89PNG")));
}

#[test]
fn public_addresses_are_web_addresses() {
    assert_eq!(public("https://example.org/x").ok().as_deref(), Some("https://example.org/x/"));
    assert_eq!(public("https://example.org/x/").ok().as_deref(), Some("https://example.org/x/"));
    assert!(public("javascript:alert(1)").is_err());
}

/// The value of an attribute of the one meta element with a name.
fn meta<'a>(page: &'a str, name: &str, attribute: &str) -> &'a str {
    let tags = html::tags(page);
    tags.iter().find(|tag| tag.is("name", name)).and_then(|tag| tag.get(attribute)).unwrap_or_default()
}

fn has_a_version_that_works_by_itself(folder: &Folder) {
    let own = format!("v/{MODEL_VERSION}/");
    let version = folder.dist().inner(&own);

    // The page tells its snippets where the version's script is, by a name and a checksum that hold for ever.
    let index = folder.text("index.html");
    let script = meta(&index, "outage-explorer-pin", "content").to_owned();
    assert_eq!(script, format!("{own}embed-{}.js", hash::short(b"element();")));
    assert_eq!(meta(&index, "outage-explorer-pin", "data-integrity"), hash::integrity(b"element();"));
    assert_eq!(folder.text(&script), "element();");

    // What the version's pages load is beside them, and neither the worker nor the manifest of the newest is theirs.
    for name in ["index.html", "embed.html", "kinesis-2020/index.html"] {
        let page = version.text(name).expect("a page");
        let inner = version.inner(name.rsplit_once('/').map_or("", |(inner, _)| inner));
        for tag in html::tags(&page) {
            for file in [tag.get("src"), tag.get("href").filter(|_| tag.name == "link")].into_iter().flatten() {
                let local = !file.starts_with("https:");
                let file = file.split('?').next().unwrap_or_default();
                assert!(!local || inner.read(file).is_ok(), "{name}: {file}");
            }
        }
        assert!(
            page.contains("noindex") && !page.contains("manifest.webmanifest") && !page.contains("explorer-offline"),
            "{name}"
        );
    }
    let inside = version.text("index.html").expect("the page");
    assert_eq!(format!("{own}{}", meta(&inside, "outage-explorer-pin", "content")), script);
    let wasm = meta(&inside, "outage-explorer-wasm", "content").to_owned();
    assert!(version.read(&wasm).is_ok() && version.read("exporter_bg.wasm").is_ok(), "{wasm}");
    assert!(version.read("sw.js").is_err() && version.read("outage-explorer.html").is_err());

    // A link through the version's page of an outage previews with what is there.
    let reading = version.text("kinesis-2020/index.html").expect("the page to read");
    assert!(
        reading.contains(&format!("content=\"https://example.org/a/{own}pictures/kinesis-2020.png\"")),
        "{reading}"
    );
    assert!(version.read("pictures/kinesis-2020.png").is_ok() && version.read("kinesis-2020/oembed.json").is_ok());
}

#[test]
fn nothing_that_an_article_names_disappears() {
    let (before, after) = (Folder::new("before"), Folder::new("after"));
    let own = format!("v/{MODEL_VERSION}/");
    for (name, text) in [
        ("v/0/embed.html", "the old embed"),
        ("v/0/embed-a.js", "its script"),
        ("v/0/kinesis-2020/index.html", "its page"),
        (&*format!("{own}embed-b.js"), "an older script"),
        (&*format!("{own}embed.html"), "an older embed"),
        (&*format!("{own}outage-explorer-old.wasm"), "an older program"),
        ("index.html", "an older page"),
    ] {
        before.dist().write(name, text).expect("a file");
    }
    versions::carry_over(&before.dist(), &after.dist(), true).expect("it is carried over");
    finish(&after.dist(), true, None).expect("it finishes");
    for (name, text) in [
        ("v/0/embed.html", "the old embed"),
        ("v/0/embed-a.js", "its script"),
        ("v/0/kinesis-2020/index.html", "its page"),
        (&*format!("{own}embed-b.js"), "an older script"),
    ] {
        assert_eq!(after.text(name), text);
    }
    assert!(after.text(&format!("{own}embed.html")).contains("data-room=\"embed\""), "the newer one of the same model");
    assert!(after.dist().read(&format!("{own}outage-explorer-old.wasm")).is_err(), "nothing names it any more");

    // A build under development writes no version, and loses none.
    let debug = Folder::new("debug-after");
    versions::carry_over(&before.dist(), &debug.dist(), false).expect("it is carried over");
    assert_eq!(debug.text(&format!("{own}embed.html")), "an older embed");
    // The first build has nothing to take over.
    versions::carry_over(&Dist::at(before.0.join("nowhere")), &debug.dist(), true).expect("nothing to carry over");
}
