//! A server that breaks the rules of HTTP, each address in a different way.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What every answer begins with: any page may read it, and its connection is not used again.
const HEAD: &str = "HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\n\
    access-control-expose-headers: *\r\nconnection: close\r\n";

/// Listens until the tests end.
pub struct MisbehavingServer {
    origin: String,
}

impl MisbehavingServer {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let asked = Arc::new(Mutex::new(HashMap::new()));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let asked = Arc::clone(&asked);
                // A client that goes away in the middle is what some of them are for.
                thread::spawn(move || drop(answer(client, &asked)));
            }
        });
        Self { origin }
    }

    /// The address of one of its cases.
    pub fn url(&self, case: &str) -> String {
        format!("{}/{case}", self.origin)
    }
}

/// How often each address was asked for.
type Asked = Mutex<HashMap<String, u32>>;

fn answer(mut client: TcpStream, asked: &Asked) -> std::io::Result<()> {
    let mut head = [0; 16_384];
    let length = client.read(&mut head)?;
    let head = String::from_utf8_lossy(&head[..length]).into_owned();
    let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
    let times = {
        let mut asked = asked.lock().expect("no thread panics while it holds it");
        let times = asked.entry(path.clone()).or_insert(0);
        *times += 1;
        *times
    };
    let mut say = |text: &str| client.write_all(text.as_bytes());
    match path.as_str() {
        "/short" => say(&format!("{HEAD}content-length: 1000\r\n\r\nonly this")),
        "/long" => say(&format!(
            "{HEAD}content-length: 4\r\n\r\nfour and what is too much"
        )),
        "/empty" => say(&format!("{HEAD}content-length: 0\r\n\r\n")),
        "/no-content" => say("HTTP/1.1 204 No Content\r\naccess-control-allow-origin: *\r\n\r\n"),
        "/bad-chunks" => say(&format!(
            "{HEAD}transfer-encoding: chunked\r\n\r\n4\r\ngood\r\nzz\r\nbad"
        )),
        "/long-header" => say(&format!(
            "{HEAD}x-long: {}\r\n\r\nhello",
            "x".repeat(1_000_000)
        )),
        "/no-http" => say("This is no HTTP at all.\r\n\r\n"),
        "/endless" => {
            say(&format!("{HEAD}\r\n"))?;
            loop {
                client.write_all(&[b'.'; 65_536])?;
            }
        }
        "/drip" => {
            say(&format!("{HEAD}\r\n"))?;
            loop {
                client.write_all(b".")?;
                thread::sleep(Duration::from_millis(200));
            }
        }
        "/hang-up" => Ok(()),
        "/silent" => {
            // Until the client leaves.
            let mut rest = [0; 64];
            while client.read(&mut rest)? > 0 {}
            Ok(())
        }
        "/once-broken" if times == 1 => Ok(()),
        "/page" => say(&format!(
            "{HEAD}content-type: text/html\r\nretry-after: 7\r\n\r\n\
             <script>window.__executed=1</script><img src=x onerror=window.__executed=1>"
        )),
        // No page may read it, and none but its own may even use it.
        "/own-pages-only" => say(
            "HTTP/1.1 200 OK\r\ncross-origin-resource-policy: same-origin\r\n\
             content-length: 5\r\nconnection: close\r\n\r\nhello",
        ),
        "/busy" => say(&HEAD
            .replace("200 OK", "503 Busy")
            .replace("close\r\n", "close\r\n\r\n")),
        _ => say(&format!("{HEAD}content-length: 5\r\n\r\nhello")),
    }
}
