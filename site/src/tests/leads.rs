//! What readers without the app, and content systems, find.

use super::*;

#[test]
fn a_folder_for_a_host_has_every_version_before_its_own() {
    let folder = Folder::new("versions");
    let dist = folder.dist();
    versions::none_is_missing(&dist, 1).expect("there is none before the first");
    dist.write("v/2/embed.html", "the second").expect("a file");
    // A script that was left there is not yet a version.
    dist.write("v/1/embed-a.js", "a script").expect("a file");
    let problem = versions::none_is_missing(&dist, 3).expect_err("the first is missing").to_string();
    assert!(
        problem.starts_with("v/1/ is missing") && problem.contains("copy it from your host into dist/v/"),
        "{problem}"
    );
    dist.write("v/1/embed.html", "the first").expect("a file");
    versions::none_is_missing(&dist, 3).expect("all are there");
    assert!(versions::none_is_missing(&dist, 4).is_err_and(|problem| problem.to_string().starts_with("v/3/")));
}

pub(super) fn has_pages_that_lead_on_and_preview(folder: &Folder) {
    for outage in Outage::built_in().expect("the outages") {
        let (id, about) = (&outage.scenario.id, &outage.scenario.about);
        let page = folder.text(&format!("{id}/index.html"));
        let tags = html::tags(&page);
        let property = |name: &str| {
            let tag = tags.iter().find(|tag| tag.is("property", name)).unwrap_or_else(|| panic!("{id}: {name}"));
            tag.get("content").unwrap_or_default().to_owned()
        };
        assert_eq!(property("og:title"), html::escape(&about.title));
        assert_eq!(property("og:description"), html::escape(&about.summary));
        let picture = property("og:image");
        let file = picture.strip_prefix("https://example.org/a/").expect("a full address");
        assert!(file.contains(id.as_str()) && folder.dist().read(file).is_ok(), "{picture}");
        // Some would link to that instead of the moment.
        assert!(!page.contains("og:url") && !page.contains("canonical"));

        // The one script that runs is the one that the policy lets pass.
        let script = page.split("<script>").nth(1).and_then(|rest| rest.split("</script>").next()).expect("a script");
        let policy = tags.iter().find(|tag| tag.is("http-equiv", "Content-Security-Policy")).expect("a policy");
        let policy = policy.get("content").unwrap_or_default();
        assert!(policy.contains(&format!("script-src {};", hash::permit(script))), "{policy}");
    }
}

pub(super) fn tells_content_systems_how_to_show_an_outage(folder: &Folder) {
    for outage in Outage::built_in().expect("the outages") {
        let id = &outage.scenario.id;
        let page = folder.text(&format!("{id}/index.html"));
        let tags = html::tags(&page);
        let found = tags.iter().find(|tag| tag.is("type", "application/json+oembed")).expect("the discovery");
        let file = format!("{id}/oembed.json");
        assert_eq!(found.get("href"), Some(&*format!("https://example.org/a/{file}")));
        let answer: serde_json::Value = serde_json::from_str(&folder.text(&file)).expect("JSON");
        assert_eq!((&answer["version"], &answer["type"]), (&"1.0".into(), &"rich".into()));
        assert_eq!(answer["title"], outage.scenario.about.title);
        for number in ["width", "height", "thumbnail_width", "thumbnail_height", "cache_age"] {
            assert!(answer[number].as_u64().is_some_and(|number| number > 0), "{number}");
        }
        let thumbnail = answer["thumbnail_url"].as_str().and_then(|url| url.strip_prefix("https://example.org/a/"));
        assert!(thumbnail.is_some_and(|file| folder.dist().read(file).is_ok()), "{thumbnail:?}");
        // Its frame keeps to the version, and nothing else is in it.
        let frame = answer["html"].as_str().expect("HTML");
        let frames = html::tags(frame);
        let source = frames[0].get("src").unwrap_or_default();
        assert_eq!((frames.len(), frames[0].name), (1, "iframe"));
        assert!(frames[0].get("sandbox").is_some_and(|allowed| !allowed.contains("allow-same-origin")), "{frame}");
        assert_eq!(source, format!("https://example.org/a/v/{MODEL_VERSION}/embed.html#/{id}"));
    }
}
