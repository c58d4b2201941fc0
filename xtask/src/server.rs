//! A static file server for this machine alone, as plain as the hosts that the page is made for.

use crate::problem::{Context, Problem, Result};
use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

/// The longest request head that is read; browsers send far less.
const LONGEST_HEAD: u64 = 16 * 1024;

/// Serves one folder under a path such as `/` or `/some/folder/`.
pub(crate) struct Server {
    listener: TcpListener,
    port: u16,
    site: Arc<Site>,
}

struct Site {
    folder: PathBuf,
    mount: String,
}

impl Server {
    /// Takes a port of the loopback address; 0 takes any free one.
    pub(crate) fn bind(port: u16, folder: PathBuf, mount: &str) -> Result<Self> {
        let address = (Ipv4Addr::LOCALHOST, port);
        let listener = TcpListener::bind(address).map_err(|error| {
            Problem::new(format!("port {port} cannot be used: {error}")).hint("name another with --port, or 0 for any")
        })?;
        let port = listener.local_addr().context("the server's address")?.port();
        Ok(Self { listener, port, site: Arc::new(Site { folder, mount: mount.to_owned() }) })
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.site.mount)
    }

    /// Serves until the program ends.
    pub(crate) fn run(self) -> Result<()> {
        for stream in self.listener.incoming().flatten() {
            let site = Arc::clone(&self.site);
            // A visitor who hangs up early is no concern of the others.
            thread::spawn(move || site.answer(stream).ok());
        }
        Ok(())
    }

    /// Serves in a thread of its own and returns the address.
    pub(crate) fn spawn(self) -> String {
        let url = self.url();
        thread::spawn(move || self.run());
        url
    }
}

impl Site {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut head = BufReader::new((&stream).take(LONGEST_HEAD));
        let mut request = String::new();
        head.read_line(&mut request)?;
        // The rest of the head says nothing that matters here, but has to be read before answering.
        let mut line = String::new();
        while head.read_line(&mut line)? > 2 {
            line.clear();
        }
        let mut words = request.split_whitespace();
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (status, kind, body) = match method {
            "GET" | "HEAD" => self.find(target),
            _ => ("405 Method Not Allowed", "text/plain; charset=utf-8", b"GET and HEAD only\n".to_vec()),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             Access-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        if method != "HEAD" {
            stream.write_all(&body)?;
        }
        stream.flush()
    }

    fn find(&self, target: &str) -> (&'static str, &'static str, Vec<u8>) {
        let file = self.file(target);
        match file.as_ref().and_then(|file| fs::read(file).ok()) {
            Some(body) => ("200 OK", kind(file.as_deref().unwrap_or(Path::new(""))), body),
            None => ("404 Not Found", "text/html; charset=utf-8", self.not_found().into_bytes()),
        }
    }

    /// The file that a request means; nothing outside the folder, and nothing hidden.
    fn file(&self, target: &str) -> Option<PathBuf> {
        let path = decode(target.split(['?', '#']).next()?)?;
        let inside = path.strip_prefix(&self.mount)?;
        let plain =
            |part: &Component<'_>| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.'));
        if inside.contains(['\\', '\0', ':']) || !Path::new(inside).components().all(|part| plain(&part)) {
            return None;
        }
        let file = self.folder.join(inside);
        Some(if inside.is_empty() || inside.ends_with('/') { file.join("index.html") } else { file })
    }

    fn not_found(&self) -> String {
        format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not found</title>\
             <h1>There is nothing here</h1><p><a href=\"{}\">Outage Explorer</a></p></html>\n",
            self.mount
        )
    }
}

/// Resolves `%41` and the like.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The media type by the ending of the name. WebAssembly needs its own, or it is not compiled while it loads.
fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "toml" | "txt" | "md" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { folder: PathBuf::from("/dist"), mount: "/some/folder/".to_owned() }
    }

    #[test]
    fn requests_name_files() {
        let file = |target| site().file(target).map(|file| file.display().to_string());
        assert_eq!(file("/some/folder/").as_deref(), Some("/dist/index.html"));
        assert_eq!(file("/some/folder/?x=1").as_deref(), Some("/dist/index.html"));
        assert_eq!(file("/some/folder/a%20b.css").as_deref(), Some("/dist/a b.css"));
        assert_eq!(file("/elsewhere/app.js"), None);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for target in [
            "/some/folder/../secret",
            "/some/folder/%2e%2e/secret",
            "/some/folder/a/..%2f..%2fsecret",
            "/some/folder//etc/passwd",
            "/some/folder/..\\secret",
            "/some/folder/.hidden",
            "/some/folder/c:/secret",
            "/some/folder/%00",
            "/some/folder/%",
            "/some/folder/%+1",
            "",
        ] {
            assert_eq!(site().file(target), None, "{target}");
        }
    }

    #[test]
    fn a_page_is_served_over_a_socket() {
        let server = Server::bind(0, PathBuf::from("/nowhere"), "/").expect("any free port");
        let address = (Ipv4Addr::LOCALHOST, server.port);
        server.spawn();
        let mut stream = TcpStream::connect(address).expect("it listens");
        stream.write_all(b"GET /x HTTP/1.1\r\nHost: x\r\n\r\n").expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        assert!(answer.starts_with("HTTP/1.1 404 Not Found\r\n"), "{answer}");
        assert!(answer.contains("Cache-Control: no-store\r\n"), "{answer}");
    }
}
