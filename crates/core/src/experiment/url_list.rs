//! The user's own addresses: read line by line, so that a bad line is named and
//! the good ones are kept.

use std::collections::BinaryHeap;

use crate::experiment::origin::origin_of;
use crate::experiment::ranges::{REQUESTS, SettingError};
use crate::experiment::refused_line::RefusedLine;
use crate::experiment::url::{ParsedUrl, UrlParser, UrlProblem, check};
use crate::experiment::url_line::{INDEX, address_in, has_several, likely_placeholder};
use crate::wording::numbers::group_digits;

/// A list to compare lanes with has no more hosts than this.
const MAX_HOSTS: usize = 1_000;

/// The most requests to a third-party host.
pub const MAX_REQUESTS_THIRD_PARTY: u32 = 200;
/// The most of them in flight at once.
pub const MAX_IN_FLIGHT_THIRD_PARTY: u32 = 10;

/// The addresses of an experiment, and the lines they were read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlList {
    /// The lines as they were given; blank ones and comments too.
    lines: Vec<String>,
    /// One for each request; of a pattern, the pattern.
    addresses: Vec<String>,
    is_pattern: bool,
    /// The position in `hosts` of each address's host.
    host_of: Vec<u32>,
    hosts: Vec<Host>,
    refused: Vec<RefusedLine>,
    repeated: u32,
}

/// A host, and how many requests go to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    pub name: String,
    pub requests: u32,
    /// It is neither the page's nor this machine, where labs are too.
    pub is_third_party: bool,
}

impl UrlList {
    /// Reads the lines. Blank ones and comments are ignored.
    pub fn read(lines: Vec<String>, parser: &dyn UrlParser) -> Self {
        let mut list = Self {
            is_pattern: pattern_of(&lines).is_some(),
            ..Self::default()
        };
        for (number, line) in (1..).zip(&lines) {
            let text = address_in(line);
            if text.is_empty() {
                continue;
            }
            let read = list.addresses.len() + list.refused.len();
            let room = read < REQUESTS.max as usize;
            let read = match (room, text.contains(INDEX)) {
                (false, _) => Err(UrlProblem::TooMany),
                _ if has_several(text) => Err(UrlProblem::SeveralAddresses),
                (_, false) => check(text, parser),
                (_, true) if !list.is_pattern => Err(UrlProblem::PatternAmongOthers),
                (_, true) => check_pattern(text, parser),
            };
            match read.and_then(|url| list.take(url, parser)) {
                Ok(()) => {}
                Err(problem) => list.refused.push(RefusedLine::new(number, text, problem)),
            }
            if !room {
                break;
            }
        }
        if list.is_pattern {
            list.addresses = pattern_of(&lines).into_iter().collect();
        }
        list.repeated = count_repeated(&list.addresses);
        list.lines = lines;
        list
    }

    fn take(&mut self, url: ParsedUrl, parser: &dyn UrlParser) -> Result<(), UrlProblem> {
        // Neighbours often share their host.
        let known = self.hosts.iter().rposition(|host| host.name == url.host);
        let place = match known {
            Some(place) => place,
            None if self.hosts.len() == MAX_HOSTS => return Err(UrlProblem::TooManyHosts),
            None => {
                self.hosts.push(Host {
                    is_third_party: url.host != parser.page().host && !url.is_loopback(),
                    name: url.host,
                    requests: 0,
                });
                self.hosts.len() - 1
            }
        };
        if let Some(host) = self.hosts.get_mut(place) {
            host.requests += 1;
        }
        self.host_of.push(place as u32);
        self.addresses.push(url.href);
        Ok(())
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    pub fn hosts(&self) -> &[Host] {
        &self.hosts
    }

    pub fn refused(&self) -> &[RefusedLine] {
        &self.refused
    }

    /// How many requests go to an address that an earlier one went to.
    pub const fn repeated(&self) -> u32 {
        self.repeated
    }

    pub const fn is_pattern(&self) -> bool {
        self.is_pattern
    }

    /// What looks like a pattern in the first line that has such a thing and is not refused, and
    /// the number of the line.
    pub fn placeholder(&self) -> Option<(u32, &str)> {
        let mut refused = self.refused.iter().peekable();
        (1..).zip(&self.lines).find_map(|(number, line)| {
            let is_refused = refused
                .next_if(|refused| refused.number == number)
                .is_some();
            let found = likely_placeholder(address_in(line)).filter(|_| !is_refused);
            found.map(|placeholder| (number, placeholder))
        })
    }

    /// The address of the first request, as it was typed; `None` where the list is no pattern.
    pub fn first_of_pattern(&self) -> Option<String> {
        let pattern = self.addresses.first().filter(|_| self.is_pattern)?;
        Some(pattern.replace(INDEX, "0"))
    }

    /// How many requests the list makes; `wanted`, where it is a pattern.
    pub fn requests(&self, wanted: u32) -> u32 {
        match self.hosts.is_empty() {
            true => 0,
            false if self.is_pattern => wanted,
            false => self.addresses.len() as u32,
        }
    }

    /// The address of each request.
    pub fn addresses(&self, requests: u32, parser: &dyn UrlParser) -> Vec<String> {
        let filled_in = |pattern: &String, index: u32| {
            let url = check(&pattern.replace(INDEX, &index.to_string()), parser);
            // It could be read with the longest number, so it can be with any.
            url.map_or_else(|_| pattern.clone(), |url| url.href)
        };
        match self.addresses.first() {
            Some(pattern) if self.is_pattern => (0..requests)
                .map(|index| filled_in(pattern, index))
                .collect(),
            _ => self.addresses.clone(),
        }
    }

    /// The length of all requests' URLs together, in bytes; of a pattern, without its numbers.
    pub fn url_bytes(&self, requests: u32) -> u64 {
        let bytes = self
            .addresses
            .iter()
            .map(|address| address.len() as u64)
            .sum();
        if self.is_pattern {
            bytes * u64::from(requests)
        } else {
            bytes
        }
    }

    /// The third-party hosts, each with its requests.
    pub fn third_party_hosts(&self, requests: u32) -> Vec<Host> {
        let third_party = self.hosts.iter().filter(|host| host.is_third_party);
        let counted = third_party.map(|host| Host {
            requests: if self.is_pattern {
                requests
            } else {
                host.requests
            },
            ..host.clone()
        });
        counted.collect()
    }

    /// For each request the third-party host it goes to, as a number; empty where no
    /// request goes to one.
    pub fn third_party_host_of(&self, requests: u32) -> Vec<Option<u32>> {
        if self.hosts.iter().all(|host| !host.is_third_party) {
            return Vec::new();
        }
        let third_party = |place: &u32| {
            let host = self.hosts.get(*place as usize);
            host.filter(|host| host.is_third_party).map(|_| *place)
        };
        let hosts = self.host_of.iter().map(third_party);
        match self.is_pattern {
            true => hosts.cycle().take(requests as usize).collect(),
            false => hosts.collect(),
        }
    }

    /// Whether it can be run with this many requests. `field`: what the list is called.
    ///
    /// # Errors
    /// There is no address, or there are too many for a third-party host.
    pub fn check(&self, field: &str, requests: u32) -> Result<(), SettingError> {
        if self.hosts.is_empty() {
            let expected = "at least one http or https address, one per line";
            return Err(SettingError::new(field, "", expected));
        }
        let third_party = self.third_party_hosts(requests);
        let crowded = third_party
            .iter()
            .find(|host| host.requests > MAX_REQUESTS_THIRD_PARTY);
        crowded.map_or(Ok(()), |host| {
            let field = format!("The number of requests to {}", host.name);
            let expected = format!(
                "at most {MAX_REQUESTS_THIRD_PARTY}, since that host is neither this page's nor your own computer"
            );
            let given = group_digits(u64::from(host.requests));
            Err(SettingError::new(&field, &given, expected))
        })
    }
}

/// The pattern, if the one line that is an address is one.
fn pattern_of(lines: &[String]) -> Option<String> {
    let mut addresses = lines
        .iter()
        .map(|line| address_in(line))
        .filter(|address| !address.is_empty());
    let only = addresses.next().filter(|_| addresses.next().is_none())?;
    only.contains(INDEX).then(|| only.to_owned())
}

/// Whether it is an address whatever the number: the shortest number and the longest
/// are tried.
fn check_pattern(text: &str, parser: &dyn UrlParser) -> Result<ParsedUrl, UrlProblem> {
    let first = check(&text.replace(INDEX, "0"), parser)?;
    match check(&text.replace(INDEX, "99999"), parser) {
        Err(UrlProblem::TooLong) => Err(UrlProblem::TooLong),
        // A host that changes with the number could be neither confirmed nor counted.
        Ok(last) if origin_of(&last.href) == origin_of(&first.href) => Ok(first),
        _ => Err(UrlProblem::PatternInHost),
    }
}

fn count_repeated(addresses: &[String]) -> u32 {
    let in_order = BinaryHeap::from_iter(addresses).into_sorted_vec();
    let neighbours = in_order.iter().zip(in_order.iter().skip(1));
    neighbours.filter(|(one, next)| one == next).count() as u32
}
