//! `sitemap.xml`: every page by its address, for search engines.

use super::html::escape;
use super::site::Site;

/// The sitemap of a site whose address is known; empty of pages otherwise. Without days: they would
/// be those of the build, not of the text.
pub(super) fn sitemap(site: &Site) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let pages = site.paths().filter(|path| path.ends_with(".html") && *path != "404.html");
    for url in pages.filter_map(|path| site.addresses.published(path)) {
        out.push_str("<url><loc>");
        escape(&mut out, &url);
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}
