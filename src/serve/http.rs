//! HTTP on loopback: every answer comes from memory, none from the disk.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::sync::watch::Receiver;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::inject::{EVENTS_PATH, SCRIPT, SCRIPT_PATH, inject};
use super::published::{Published, State};
use super::{error_page, say};
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::render::media_kind;

/// What every request can see.
#[derive(Clone)]
struct Server {
    published: Receiver<Arc<Published>>,
    port: u16,
}

/// Answers until Ctrl-C. Calls `ready` as soon as it does both.
pub(super) fn serve(
    listener: TcpListener,
    published: Receiver<Arc<Published>>,
    ready: impl FnOnce(),
) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let served = runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(answer).with_state(Server { published, port });
        let stop = tokio::spawn(tokio::signal::ctrl_c());
        // Lets the task start, so that the signal is waited for before anybody can know of us.
        tokio::task::yield_now().await;
        ready();
        tokio::select! {
            served = axum::serve(listener, router) => served,
            // Not gracefully: pages that wait for the next version would keep it waiting.
            stopped = stop => stopped.unwrap_or(Ok(())),
        }
    });
    // A page that is being rendered isn't waited for either.
    runtime.shutdown_background();
    served
}

async fn answer(Shared(server): Shared<Server>, request: Request) -> Response {
    if !is_meant_for_us(request.headers(), server.port) {
        return plain(StatusCode::FORBIDDEN, "this server answers only to localhost\n");
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "read only\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let path = request.uri().path();
    match path {
        EVENTS_PATH => return events(&server),
        SCRIPT_PATH => return file(StatusCode::OK, "reload.js", SCRIPT.into()),
        error_page::STYLE_PATH => {
            return file(StatusCode::OK, "error.css", error_page::STYLE.into());
        }
        _ => {}
    }
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return plain(StatusCode::BAD_REQUEST, "the address is no text\n");
    };
    let path = path.into_owned();
    let published = server.published.borrow().clone();
    // Rendering takes a processor for a moment; other requests needn't wait for it.
    let page = tokio::task::spawn_blocking(move || page(&published, &path)).await;
    page.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "this page broke rungs\n"))
}

/// Any page on the web may send a browser here, under a name of its own that leads to loopback.
/// The Host header tells.
fn is_meant_for_us(headers: &HeaderMap, port: u16) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(host) = host else { return false };
    let (name, given) = match host.split_once(':') {
        Some((name, given)) => (name, given.parse().ok()),
        None => (host, Some(80)),
    };
    matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1") && given == Some(port)
}

/// What stands at a path of the site.
fn page(published: &Published, path: &str) -> Response {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = match path.is_empty() || path.ends_with('/') {
        true => format!("{path}index.html"),
        false => path.to_owned(),
    };
    let version = &published.version;
    let (site, sources) = match &published.state {
        State::Site { site, sources } => (site, sources),
        State::Broken { sources, problems } => {
            return broken(&path, error_page::problems(sources, problems, version));
        }
        State::Unreadable(why) => return broken(&path, error_page::message(why, version)),
    };
    let not_found = || Some((StatusCode::NOT_FOUND, "404.html", site.bytes("404.html")?));
    let found = site.bytes(&path).map(|page| (StatusCode::OK, path.as_str(), page));
    match found.or_else(not_found) {
        Some((status, path, Ok(bytes))) => match path.ends_with(".html") {
            true => file(status, path, inject(&bytes, version).into_owned()),
            false => file(status, path, bytes),
        },
        Some((_, path, Err(problem))) => unrendered(path, problem, sources, version),
        None => plain(StatusCode::NOT_FOUND, "the site has no such page\n"),
    }
}

/// A page that a theme can't make.
fn unrendered(
    path: &str,
    problem: Diagnostic,
    sources: &crate::source::Sources,
    version: &str,
) -> Response {
    let mut problems = Diagnostics::default();
    problems.push(problem);
    say(&diagnostic::text(sources, &problems, true));
    broken(path, error_page::problems(sources, &problems, version))
}

/// What is wrong, in the place of a page; other files are just not there.
fn broken(path: &str, page: String) -> Response {
    let is_page = path.ends_with(".html") || !path.rsplit('/').next().unwrap_or(path).contains('.');
    if !is_page {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "the content has errors\n");
    }
    let mut response = file(StatusCode::INTERNAL_SERVER_ERROR, "error.html", page.into_bytes());
    // Nothing in it but our own looks and script can do anything.
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'";
    let policy = HeaderValue::from_static(policy);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// Tells the version that is served, now and whenever it changes.
fn events(server: &Server) -> Response {
    let versions = WatchStream::new(server.published.clone());
    let events = versions
        .map(|published| Ok::<_, Infallible>(Event::default().data(published.version.clone())));
    let mut response = Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    protect(response.headers_mut());
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    file(status, "message.txt", text.into())
}

fn file(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let mut response = (status, Body::from(bytes)).into_response();
    let kind = HeaderValue::from_static(media_kind(path));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    protect(response.headers_mut());
    response
}

/// Nothing is kept, guessed, or read by other sites.
fn protect(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_answered() {
        let asked = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            is_meant_for_us(&headers, 3000)
        };
        assert!(asked("localhost:3000") && asked("127.0.0.1:3000") && asked("LOCALHOST:3000"));
        assert!(!asked("evil.example:3000") && !asked("localhost:80") && !asked("localhost"));
        assert!(!asked("localhost.evil.example:3000") && !is_meant_for_us(&HeaderMap::new(), 3000));
    }
}
