//! Finding elements as people name them: by role and accessible name.

use super::accessibility::{AccessibilityTree, AccessibleNode, Name, devtools_role};
use super::element::PageElement;
use super::page::Page;
use super::wait::{WAIT_TIMEOUT, look_until, timed_out, wait_until_at};
use fantoccini::elements::ElementRef;
use serde_json::json;
use std::panic::Location;

/// The key under which WebDriver hands elements to and from scripts.
pub(super) const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Where a found node lies until WebDriver has picked it up.
const HANDED_OVER: &str = "__foundByRole";

impl Page {
    /// The one element of this role and name; waits until it is there.
    ///
    /// Panics when none comes, saying what is there, or when several fit: a test that presses one
    /// of two like-named buttons does not know which.
    #[track_caller]
    pub fn by_role(&self, role: &str, name: impl Into<Name>) -> impl Future<Output = PageElement> {
        find_one(self, None, role, name.into(), Location::caller())
    }

    /// All elements of this role and name, as they are now; maybe none.
    pub async fn all_by_role(&self, role: &str, name: impl Into<Name>) -> Vec<AccessibleNode> {
        let found = self.search(None, role, &name.into()).await;
        found.unwrap_or_else(|error| panic!("looking for a {role}: {error}"))
    }

    /// Asks the browser for the elements of this role: much less than the whole tree.
    async fn search(
        &self,
        inside: Option<&PageElement>,
        role: &str,
        name: &Name,
    ) -> Result<Vec<AccessibleNode>, String> {
        let start = match inside {
            Some(element) => json!({"backendNodeId": element.backend_id()}),
            None => {
                let document = json!({"expression": "document"});
                let document = self.try_devtools("Runtime.evaluate", document).await?;
                json!({"objectId": document["result"]["objectId"]})
            }
        };
        let mut query = start;
        query["role"] = json!(devtools_role(role));
        let found = self
            .try_devtools("Accessibility.queryAXTree", query)
            .await?;
        Ok(AccessibleNode::list_from_devtools(&found)
            .filter(|node| name.fits(&node.name))
            .collect())
    }

    /// Whether there is none right now.
    pub async fn has_none(&self, role: &str, name: impl Into<Name>) -> bool {
        self.all_by_role(role, name).await.is_empty()
    }

    /// Waits until there is none.
    #[track_caller]
    pub fn until_none(&self, role: &str, name: impl Into<Name>) -> impl Future<Output = ()> {
        let (caller, name) = (Location::caller(), name.into());
        async move {
            let look = async || match self.all_by_role(role, name.clone()).await.first() {
                None => Ok(()),
                Some(node) => Err(node.to_string()),
            };
            wait_until_at(
                caller,
                format!("no {role} {name} to be left"),
                look,
                WAIT_TIMEOUT,
            )
            .await;
        }
    }

    /// What assistive technology is told of the page now.
    pub async fn accessibility(&self) -> AccessibilityTree {
        let answer = self
            .devtools("Accessibility.getFullAXTree", json!({}))
            .await;
        AccessibilityTree::from_devtools(&answer)
    }

    /// What has the keyboard: the innermost element that says so, else the page itself.
    pub async fn focused(&self) -> AccessibleNode {
        let tree = self.accessibility().await;
        let focused = tree
            .nodes()
            .iter()
            .rfind(|node| node.is("focused"))
            .or(tree.nodes().first());
        focused
            .cloned()
            .expect("a page has at least itself in its accessibility tree")
    }

    /// WebDriver's handle of a node of the accessibility tree.
    async fn element(&self, node: &AccessibleNode) -> Result<PageElement, String> {
        let id = json!({"backendNodeId": node.backend_id});
        let resolved = self.try_devtools("DOM.resolveNode", id).await?;
        let keep = format!(
            "function() {{ window.{HANDED_OVER} = this.nodeType === 1 ? this : this.parentElement; }}"
        );
        let call = json!({"objectId": resolved["object"]["objectId"], "functionDeclaration": keep});
        self.try_devtools("Runtime.callFunctionOn", call).await?;
        let take = format!(
            "const found = window.{HANDED_OVER}; delete window.{HANDED_OVER}; return found;"
        );
        let taken = self.try_execute(&take, vec![]).await?;
        let id = taken[ELEMENT_KEY]
            .as_str()
            .ok_or_else(|| format!("{node}, which then was gone"))?;
        let handle = fantoccini::elements::Element::from_element_id(
            self.client().clone(),
            ElementRef::from(id.to_owned()),
        );
        Ok(PageElement::new(self.clone(), handle, node))
    }
}

impl PageElement {
    /// The one element of this role and name inside this one; see [`Page::by_role`].
    #[track_caller]
    pub fn by_role(&self, role: &str, name: impl Into<Name>) -> impl Future<Output = PageElement> {
        find_one(
            self.page(),
            Some(self),
            role,
            name.into(),
            Location::caller(),
        )
    }

    /// All elements of this role and name inside this one, as they are now.
    pub async fn all_by_role(&self, role: &str, name: impl Into<Name>) -> Vec<AccessibleNode> {
        let found = self.page().search(Some(self), role, &name.into()).await;
        found.unwrap_or_else(|error| panic!("looking for a {role} inside {self}: {error}"))
    }
}

async fn find_one(
    page: &Page,
    inside: Option<&PageElement>,
    role: &str,
    name: Name,
    caller: &'static Location<'static>,
) -> PageElement {
    let place = inside
        .map(|element| format!(" inside {element}"))
        .unwrap_or_default();
    let look = async || match &page.search(inside, role, &name).await?[..] {
        [node] => page.element(node).await,
        [] => Err("none".to_owned()),
        several => {
            let several: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(format!(
                "{} of them, so which one is not said: {}",
                several.len(),
                several.join(", ")
            ))
        }
    };
    match look_until(look, WAIT_TIMEOUT).await {
        Ok(element) => element,
        Err(seen) => {
            let tree = page.accessibility().await;
            let tree = match inside {
                Some(element) => tree.within(element.backend_id()),
                None => tree,
            };
            let awaited = format!("one {role} {name}{place}");
            let seen = format!("{seen}{}", tree.near(role, &name));
            panic!("{}", timed_out(caller, WAIT_TIMEOUT, awaited, seen))
        }
    }
}
