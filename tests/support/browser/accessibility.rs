//! What a screen reader is told of the page: every element's role, name and states.
//!
//! Read in one piece from the browser's accessibility tree, so that a look costs one round trip
//! however many elements there are, and a search that fails can say what there was instead.

use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Which accessible names fit. A `&str` is the exact name; runs of white space count as one space.
#[derive(Clone, Debug)]
pub enum Name {
    Exactly(String),
    StartsWith(String),
    Contains(String),
    Any,
}

/// One element as assistive technology sees it.
#[derive(Clone, Debug)]
pub struct AccessibleNode {
    pub role: String,
    pub name: String,
    /// The value of a field, as text; empty where there is none.
    pub value: String,
    /// The browser's number of the element behind it.
    pub backend_id: u64,
    node: String,
    children: Vec<String>,
    properties: HashMap<String, Value>,
}

/// The page's elements in document order, those hidden from assistive technology left out.
#[derive(Clone, Debug)]
pub struct AccessibilityTree {
    /// All nodes of the browser's tree, the left-out ones too: they hold it together.
    links: HashMap<String, Vec<String>>,
    by_backend_id: HashMap<u64, String>,
    nodes: Vec<AccessibleNode>,
}

impl Name {
    pub fn exactly(name: &str) -> Self {
        Self::Exactly(name.to_owned())
    }

    pub fn starts_with(start: &str) -> Self {
        Self::StartsWith(start.to_owned())
    }

    pub fn contains(part: &str) -> Self {
        Self::Contains(part.to_owned())
    }

    pub fn fits(&self, name: &str) -> bool {
        match self {
            Self::Exactly(wanted) => name == one_spaced(wanted),
            Self::StartsWith(start) => name.starts_with(&one_spaced(start)),
            Self::Contains(part) => name.contains(&one_spaced(part)),
            Self::Any => true,
        }
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self::exactly(name)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(name) => write!(formatter, "named “{name}”"),
            Self::StartsWith(start) => write!(formatter, "named “{start}…”"),
            Self::Contains(part) => write!(formatter, "named “…{part}…”"),
            Self::Any => formatter.write_str("of any name"),
        }
    }
}

impl AccessibleNode {
    /// A state or property such as `checked`, `pressed`, `expanded`, `disabled`, `focused`.
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.properties.get(name)
    }

    /// True for a property that is there and true, or said as the text `"true"`.
    pub fn is(&self, property: &str) -> bool {
        self.property(property)
            .is_some_and(|value| value == &Value::Bool(true) || value == "true")
    }
}

impl fmt::Display for AccessibleNode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} “{}”", self.role, self.name)
    }
}

impl AccessibilityTree {
    /// Reads the answer of the debugging protocol's `Accessibility.getFullAXTree`.
    pub fn from_devtools(answer: &Value) -> Self {
        let all = answer["nodes"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut tree = Self {
            links: HashMap::new(),
            by_backend_id: HashMap::new(),
            nodes: Vec::new(),
        };
        let mut shown = HashMap::new();
        for raw in all {
            let node = AccessibleNode::from_devtools(raw);
            tree.links.insert(node.node.clone(), node.children.clone());
            tree.by_backend_id
                .insert(node.backend_id, node.node.clone());
            if !is_hidden(raw) {
                shown.insert(node.node.clone(), node);
            }
        }
        // The protocol lists level by level; people and tests read in document order.
        if let Some(root) = all.first().and_then(|root| root["nodeId"].as_str()) {
            tree.nodes = tree
                .below(root)
                .into_iter()
                .filter_map(|node| shown.remove(&node))
                .collect();
        }
        tree
    }

    pub fn nodes(&self) -> &[AccessibleNode] {
        &self.nodes
    }

    pub fn find(&self, role: &str, name: &Name) -> Vec<&AccessibleNode> {
        let fits = |node: &&AccessibleNode| node.role == canonical(role) && name.fits(&node.name);
        self.nodes.iter().filter(fits).collect()
    }

    /// The same tree seen from one element on; empty once that element is gone.
    pub fn within(mut self, backend_id: u64) -> Self {
        let start = self.by_backend_id.get(&backend_id);
        let inside: HashSet<String> = start
            .map(|start| self.below(start))
            .unwrap_or_default()
            .into_iter()
            .collect();
        self.nodes.retain(|node| inside.contains(&node.node));
        self
    }

    /// What came closest to a search: the same role first, then the same name in another role,
    /// then everything that has a name and is more than text.
    pub fn near(&self, role: &str, name: &Name) -> String {
        let same_role = |node: &&AccessibleNode| node.role == canonical(role);
        let similar =
            |node: &&AccessibleNode| !matches!(name, Name::Any) && is_similar(name, &node.name);
        let telling = |node: &&AccessibleNode| {
            !node.name.is_empty()
                && !matches!(node.role.as_str(), "StaticText" | "RootWebArea" | "generic")
        };
        let parts = [
            (format!("with role {role}"), self.listed(same_role)),
            ("with such a name".to_owned(), self.listed(similar)),
            ("all that is named".to_owned(), self.listed(telling)),
        ];
        let said = parts
            .iter()
            .map(|(what, found)| format!("\n  {what}: {found}"));
        said.collect()
    }

    fn listed(&self, chosen: impl Fn(&&AccessibleNode) -> bool) -> String {
        const AT_MOST: usize = 40;
        let found: Vec<String> = self
            .nodes
            .iter()
            .filter(chosen)
            .map(AccessibleNode::to_string)
            .collect();
        match found.len() {
            0 => "none".to_owned(),
            count if count > AT_MOST => format!(
                "{} and {} more",
                found[..AT_MOST].join(", "),
                count - AT_MOST
            ),
            _ => found.join(", "),
        }
    }

    /// An element and all in it, in document order.
    fn below(&self, start: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![start.to_owned()];
        while let Some(node) = open.pop() {
            open.extend(self.links.get(&node).into_iter().flatten().rev().cloned());
            found.push(node);
        }
        found
    }
}

impl AccessibleNode {
    /// What the debugging protocol lists, without what is hidden from assistive technology.
    pub fn list_from_devtools(answer: &Value) -> impl Iterator<Item = Self> {
        let nodes = answer["nodes"].as_array().into_iter().flatten();
        nodes.filter(|raw| !is_hidden(raw)).map(Self::from_devtools)
    }

    fn from_devtools(raw: &Value) -> Self {
        let text = |field: &str| match &raw[field]["value"] {
            Value::String(text) => one_spaced(text),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let list = |field: &str| raw[field].as_array().into_iter().flatten();
        let property = |raw: &Value| {
            Some((
                raw["name"].as_str()?.to_owned(),
                raw["value"]["value"].clone(),
            ))
        };
        Self {
            role: canonical(&text("role")).to_owned(),
            name: text("name"),
            value: text("value"),
            backend_id: raw["backendDOMNodeId"].as_u64().unwrap_or_default(),
            node: raw["nodeId"].as_str().unwrap_or_default().to_owned(),
            children: list("childIds")
                .filter_map(|id| id.as_str().map(String::from))
                .collect(),
            properties: list("properties").filter_map(property).collect(),
        }
    }
}

fn is_hidden(raw: &Value) -> bool {
    raw["ignored"] == true || raw["backendDOMNodeId"].as_u64().unwrap_or_default() == 0
}

/// The browser's name of a role where ARIA has another one.
pub fn devtools_role(role: &str) -> &str {
    if role == "img" { "image" } else { role }
}

/// ARIA's own name where the browser has another one.
fn canonical(role: &str) -> &str {
    if role == "image" { "img" } else { role }
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_similar(wanted: &Name, name: &str) -> bool {
    let (Name::Exactly(wanted) | Name::StartsWith(wanted) | Name::Contains(wanted)) = wanted else {
        return true;
    };
    let (wanted, name) = (one_spaced(wanted).to_lowercase(), name.to_lowercase());
    !name.is_empty() && (name.contains(&wanted) || wanted.contains(&name))
}
