//! What makes the page work without a network: the list of its files for the service worker, and the manifest.

use crate::{
    dist::{Dist, Result},
    hash, oembed, versions,
};

const WORKER: &str = include_str!("../assets/sw.js");

/// Takes the place of the worker in a page under development.
pub(crate) const NO_WORKER: &str = include_str!("../assets/no-sw.js");

/// What the installed app is called and looks like. It keeps the address bar's menu, because links live there. Without an
/// `id` the app is known by where it starts: an `id` would be shared with whatever else the host has.
pub(crate) fn manifest(icon: &str) -> String {
    format!(
        "{{\n  \"name\": \"Outage Explorer\",\n  \"short_name\": \"Outages\",\n  \"start_url\": \"./\",\n  \
         \"scope\": \"./\",\n  \"display\": \"minimal-ui\",\n  \"background_color\": \"#f7f6f2\",\n  \"theme_color\": \"#f7f6f2\",\n  \
         \"icons\": [\n    {{ \"src\": \"{icon}\", \"type\": \"image/svg+xml\", \"sizes\": \"any\" }},\n    \
         {{ \"src\": \"pictures/icon-192.png\", \"type\": \"image/png\", \"sizes\": \"192x192\" }},\n    \
         {{ \"src\": \"pictures/icon-512.png\", \"type\": \"image/png\", \"sizes\": \"512x512\" }}\n  ]\n}}\n"
    )
}

/// The service worker for the files that are in the folder now. `asked` has the names of files that pages ask for by
/// another address than their name, and those addresses.
pub(crate) fn worker(dist: &Dist, asked: &[(String, String)]) -> Result<String> {
    let mut files = String::new();
    for name in dist.names()?.iter().filter(|name| is_kept(name)) {
        let plain = || format!("./{}", name.strip_suffix("index.html").unwrap_or(name));
        let address = asked.iter().find(|(file, _)| file == name).map_or_else(plain, |(_, address)| address.clone());
        files.push_str(&format!("  [\"{address}\", \"{}\"],\n", hash::integrity(&dist.read(name)?)));
    }
    let version = hash::short(format!("{WORKER}{files}").as_bytes());
    let again = hash::permit("location.reload()");
    Ok(WORKER.replace("{version}", &version).replace("{again}", &again).replace("{files}\n", &files))
}

/// Pictures and answers are for other sites, versions for articles, and the single file is for keeping elsewhere: none is
/// needed without a network.
fn is_kept(name: &str) -> bool {
    let others = ["pictures/", versions::FOLDER].iter().any(|folder| name.starts_with(folder));
    !others && !name.ends_with(oembed::NAME) && name != "outage-explorer.html" && name != "sw.js"
}
