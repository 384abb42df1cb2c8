//! Changes to documents and texts that were valid before.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// A change at one of the places of a document.
#[derive(Clone, Debug)]
pub struct Mutation {
    place: Index,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    Replace(Value),
    /// By what is at another place of the same document.
    Copy(Index),
    /// Of a list or an object; nothing else has parts.
    RemovePart(Index),
    RepeatPart(Index),
    AddField(String, Value),
}

pub fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    prop::collection::vec(mutation(), 0..5)
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let change = prop_oneof![
        4 => value().prop_map(Change::Replace),
        3 => any::<Index>().prop_map(Change::Copy),
        1 => any::<Index>().prop_map(Change::RemovePart),
        1 => any::<Index>().prop_map(Change::RepeatPart),
        1 => (text(), value()).prop_map(|(name, value)| Change::AddField(name, value)),
    ];
    (any::<Index>(), change).prop_map(|(place, change)| Mutation { place, change })
}

/// The document after the changes, one after the other.
pub fn mutated(mut document: Value, mutations: &[Mutation]) -> Value {
    for Mutation { place, change } in mutations {
        let places = count(&document);
        let change = match change {
            Change::Copy(from) => {
                let from = nth(&mut document, &mut from.index(places));
                Change::Replace(from.map(|value| value.clone()).unwrap_or_default())
            }
            other => other.clone(),
        };
        if let Some(value) = nth(&mut document, &mut place.index(places)) {
            apply(value, change);
        }
    }
    document
}

fn apply(value: &mut Value, change: Change) {
    match (change, value) {
        (Change::Replace(new), value) => *value = new,
        (Change::RemovePart(part), Value::Array(items)) if !items.is_empty() => {
            items.remove(part.index(items.len()));
        }
        (Change::RepeatPart(part), Value::Array(items)) if !items.is_empty() => {
            let item = items[part.index(items.len())].clone();
            items.push(item);
        }
        (Change::RemovePart(part), Value::Object(fields)) if !fields.is_empty() => {
            let name = fields.keys().nth(part.index(fields.len())).cloned();
            fields.remove(&name.unwrap_or_default());
        }
        (Change::AddField(name, new), Value::Object(fields)) => {
            fields.insert(name, new);
        }
        _ => {}
    }
}

/// The number of values in a document, itself and all its parts.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at a place, in the order in which they are written.
fn nth<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, place)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, place)),
        _ => None,
    }
}

/// A value that a reader may not expect, or the one it does.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        number(),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(text(), part, 0..4).prop_map(|fields| json!(fields)),
        ]
    })
}

fn number() -> impl Strategy<Value = Value> {
    const LIMITS: [f64; 12] = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        1e-9,
        100_000.0,
        4_294_967_296.0,
        9_007_199_254_740_993.0,
        1e21,
        1e308,
        f64::MIN_POSITIVE,
    ];
    prop_oneof![
        select(&LIMITS).prop_map(Value::from),
        (0..200_u64).prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
    ]
}

/// A word of the documents, or any text.
fn text() -> impl Strategy<Value = String> {
    const WORDS: [&str; 24] = [
        "version",
        "limit",
        "workers",
        "strategy",
        "sequential",
        "concurrent",
        "threads",
        "blocking",
        "timeoutMs",
        "retries",
        "failFast",
        "update",
        "request",
        "cpu",
        "mixed",
        "lab",
        "urls",
        "labServer",
        "succeeded",
        "timedOut",
        "cancelled",
        "http://127.0.0.1:1/{i}",
        "completed",
        "",
    ];
    prop_oneof![
        4 => select(&WORDS).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

/// A change at one of the places of a text.
#[derive(Clone, Debug)]
pub struct TextMutation {
    place: Index,
    removed: usize,
    inserted: String,
}

/// Changes that insert one of these words, or any text.
pub fn text_mutations(words: &'static [&'static str]) -> impl Strategy<Value = Vec<TextMutation>> {
    let inserted = prop_oneof![
        3 => select(words).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let mutation = (any::<Index>(), 0..6_usize, inserted).prop_map(|(place, removed, inserted)| {
        TextMutation {
            place,
            removed,
            inserted,
        }
    });
    prop::collection::vec(mutation, 0..4)
}

/// The text after the changes, one after the other.
pub fn mutated_text(text: &str, mutations: &[TextMutation]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for mutation in mutations {
        let from = mutation.place.index(characters.len() + 1);
        let to = (from + mutation.removed).min(characters.len());
        characters.splice(from..to, mutation.inserted.chars());
    }
    characters.into_iter().collect()
}
