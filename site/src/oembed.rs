//! What a content system is told that is given the address of an outage's page: <https://oembed.com>, as files.

use crate::{
    dist::{Problem, Result},
    html::escape,
    outage::Outage,
    pages, picture,
};
use outage_explorer::export::forms;
use serde_json::json;

/// The size of the frame, in CSS pixels. Its width is the most that is asked for: it takes that of the page around it.
const SIZE: (u32, u32) = (700, 430);

/// Seconds for which the answer may be kept: a day.
const CACHE_AGE: u32 = 86_400;

/// The name of the answer, in the folder of the outage.
pub(crate) const NAME: &str = "oembed.json";

/// The element by which others find the answer.
pub(crate) fn discovery(address: &str, outage: &Outage) -> String {
    let (id, title) = (escape(&outage.scenario.id), escape(&outage.scenario.about.title));
    let address = escape(address);
    format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{address}{id}/{NAME}\" title=\"{title}\">\n"
    )
}

/// The answer: the figure of the outage. `home` is the public address, `embeds` that of the folder with the embed.
pub(crate) fn answer(home: &str, embeds: &str, outage: &Outage) -> Result<String> {
    let (id, title) = (&outage.scenario.id, &outage.scenario.about.title);
    let frame = format!("{embeds}embed.html#/{id}");
    let (wide, high) = picture::SIZE;
    // A file cannot know who asks. A content system at the explorer's own address must not get a frame that could reach
    // into its pages, so that no frame keeps its address: elsewhere that costs what the browser's cache would save.
    let shares = false;
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": "Outage Explorer",
        "provider_url": home,
        "title": title,
        "cache_age": CACHE_AGE,
        "html": forms::frame(&frame, title, SIZE.1, shares),
        "width": SIZE.0,
        "height": SIZE.1,
        "thumbnail_url": format!("{home}{}", pages::picture_name(id)),
        "thumbnail_width": wide,
        "thumbnail_height": high,
    });
    let text = serde_json::to_string_pretty(&answer).map_err(|error| Problem(format!("{id}: {error}")))?;
    Ok(format!("{text}\n"))
}
