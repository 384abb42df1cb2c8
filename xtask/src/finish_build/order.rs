//! The order of a wasm's functions. What is alike compresses well, but gzip sees only
//! 32 kB at a time, and much of what the compiler makes of generic code lies further
//! apart than that: here it comes side by side.

use std::collections::{HashMap, HashSet, VecDeque};

use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// So many bytes in a row count as something in common.
const PIECE: usize = 6;
/// A piece that so many functions have says nothing.
const COMMON: usize = 200;
/// What is nearer than this is within gzip's sight, in bytes. Which is best differs
/// from build to build by some hundred bytes, so each is worth a try.
pub const WINDOWS: [usize; 5] = [28_000, 30_000, 31_000, 32_000, 32_700];
/// Of two functions that have the same share in common, the longer comes first.
const EARNEST: usize = 100;

/// The same wasm with a name for each of its functions; sorted by them, functions that
/// are alike are neighbours. `None` for what is no wasm.
pub fn with_names_in_order(wasm: &[u8], window: usize) -> Option<Vec<u8>> {
    let (imported, bodies) = functions_of(wasm)?;
    let mut names: Vec<_> = in_order(&bodies, window).into_iter().zip(0..).collect();
    names.sort_unstable();
    let mut map = NameMap::new();
    for (function, place) in names {
        let index = imported + u32::try_from(function).ok()?;
        map.append(index, &format!("{place:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&map);
    let mut named = wasm.to_vec();
    section.append_to(&mut named);
    Some(named)
}

/// How many functions are imported, and the code of those that are not.
fn functions_of(wasm: &[u8]) -> Option<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.ok()? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if let TypeRef::Func(_) = import.ok()?.ty {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Some((imported, bodies))
}

/// The functions' places, one after the other: each next has the most in common with
/// those that are still in sight.
fn in_order(bodies: &[&[u8]], window: usize) -> Vec<usize> {
    let pieces: Vec<HashSet<&[u8]>> = bodies
        .iter()
        .map(|body| body.windows(PIECE).collect())
        .collect();
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            owners.entry(piece).or_default().push(function);
        }
    }
    owners.retain(|_, owners| (2..COMMON).contains(&owners.len()));

    let mut sight = Sight {
        pieces: &pieces,
        owners: &owners,
        seen: HashMap::new(),
        in_common: vec![0; bodies.len()],
    };
    let mut order = Vec::with_capacity(bodies.len());
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let (mut near, mut length) = (VecDeque::new(), 0);
    while let Some(place) = sight.next_of(&left) {
        let next = left.swap_remove(place);
        order.push(next);
        sight.change(next, true);
        near.push_back(next);
        length += bodies[next].len();
        while length > window && near.len() > 1 {
            if let Some(gone) = near.pop_front() {
                sight.change(gone, false);
                length -= bodies[gone].len();
            }
        }
    }
    order
}

/// What gzip sees at a place.
struct Sight<'a> {
    pieces: &'a [HashSet<&'a [u8]>],
    owners: &'a HashMap<&'a [u8], Vec<usize>>,
    /// How many functions in sight have a piece.
    seen: HashMap<&'a [u8], usize>,
    /// How many pieces in sight each function has.
    in_common: Vec<usize>,
}

impl Sight<'_> {
    /// A function comes into sight, or goes out of it.
    fn change(&mut self, function: usize, comes: bool) {
        for piece in &self.pieces[function] {
            let Some(owners) = self.owners.get(piece) else {
                continue;
            };
            let seen = self.seen.entry(piece).or_default();
            let is_news = *seen == usize::from(!comes);
            *seen = if comes { *seen + 1 } else { *seen - 1 };
            for &owner in owners.iter().filter(|_| is_news) {
                let common = &mut self.in_common[owner];
                *common = if comes { *common + 1 } else { *common - 1 };
            }
        }
    }

    /// The place of the function with the largest share in sight; of equals, the first.
    fn next_of(&self, left: &[usize]) -> Option<usize> {
        let share = |function: usize| {
            self.in_common[function] as f64 / (self.pieces[function].len() + EARNEST) as f64
        };
        let places = 0..left.len();
        places.max_by(|&one, &other| {
            let (one, other) = (left[one], left[other]);
            share(one).total_cmp(&share(other)).then(other.cmp(&one))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, Function, FunctionSection, Module, TypeSection};

    /// Functions that return a sum of these numbers.
    fn module(functions: &[Vec<i64>]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [wasm_encoder::ValType::I64]);
        let (mut declared, mut code) = (FunctionSection::new(), CodeSection::new());
        for numbers in functions {
            declared.function(0);
            let mut body = Function::new([]);
            body.instructions().i64_const(0);
            for &number in numbers {
                body.instructions().i64_const(number).i64_add();
            }
            body.instructions().end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&declared).section(&code);
        module.finish()
    }

    fn numbers(seed: i64) -> Vec<i64> {
        (1..60).map(|step| seed * 7_919 * step * step).collect()
    }

    #[test]
    fn every_function_comes_once_and_likes_are_neighbours() {
        let functions: Vec<_> = (0..40).map(|function| numbers(function % 8)).collect();
        let wasm = module(&functions);
        let (imported, bodies) = functions_of(&wasm).unwrap();
        assert_eq!((imported, bodies.len()), (0, 40));
        let order = in_order(&bodies, WINDOWS[0]);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..40).collect::<Vec<_>>());
        let breaks = order.windows(2).filter(|pair| pair[0] % 8 != pair[1] % 8);
        assert_eq!(breaks.count(), 7, "{order:?}");
    }

    #[test]
    fn the_names_are_all_that_is_added() {
        let wasm = module(&[numbers(1), numbers(2)]);
        let named = with_names_in_order(&wasm, WINDOWS[0]).unwrap();
        assert!(named.starts_with(&wasm));
        assert!(named.windows(6).any(|bytes| bytes == b"000001"));
        assert_eq!(
            functions_of(&named).unwrap().1,
            functions_of(&wasm).unwrap().1
        );
    }

    #[test]
    fn what_is_no_wasm_is_left_alone() {
        assert_eq!(with_names_in_order(b"no wasm", WINDOWS[0]), None);
    }
}
