//! What a [`Screen`] has for lessons.

use super::browser::{Name, PageElement, wait_until};
use super::screen::{RUN_TIMEOUT, Screen, TEXT_TIMEOUT, one_spaced};
use serde_json::json;

impl Screen {
    /// Follows a link to a part of this page, as one on a slide does: by its fragment.
    pub async fn follow_link(&self, fragment: &str) {
        let follow = "location.hash = arguments[0];";
        self.page().execute(follow, vec![json!(fragment)]).await;
    }

    /// What follows `#` in the page's address.
    pub async fn fragment(&self) -> String {
        let hash = self.page().evaluate("location.hash").await;
        let hash = hash.as_str().unwrap_or_default();
        hash.trim_start_matches('#').to_owned()
    }

    /// Waits until the address has this fragment.
    pub async fn until_fragment(&self, wanted: &str) {
        let look = async || match self.fragment().await {
            seen if seen == wanted => Ok(()),
            seen => Err(seen),
        };
        wait_until(
            format!("the address to end in “{wanted}”"),
            look,
            TEXT_TIMEOUT,
        )
        .await;
    }

    /// The lesson of this title, once it is open. A lane may begin with the same word.
    pub async fn lesson(&self, title: &str) -> PageElement {
        self.page().by_role("region", title).await
    }

    /// Waits until the lesson of this title says something.
    pub async fn until_lesson_says(&self, title: &str, words: &str) {
        let look = async || {
            let text = one_spaced(&self.lesson(title).await.try_text().await?);
            match text.contains(words) {
                true => Ok(()),
                false => Err(text),
            }
        };
        let awaited = format!("lesson “{title}” to say “{words}”");
        wait_until(awaited, look, TEXT_TIMEOUT).await;
    }

    pub async fn close_lessons(&self) -> PageElement {
        self.page().by_role("button", "Close the lessons").await
    }

    /// The marker of a guess of a length of time.
    pub async fn guess_slider(&self) -> PageElement {
        self.page().by_role("slider", "Your guess").await
    }

    /// The button that runs the lesson that is open.
    pub async fn run_lesson(&self) -> PageElement {
        self.page()
            .by_role("button", Name::contains("Run it"))
            .await
    }

    /// What is said of the guess now; empty before the answer.
    pub async fn verdict_now(&self) -> String {
        let words = "document.querySelector('.lesson .verdict')?.textContent ?? ''";
        let words = self.page().evaluate(words).await;
        words.as_str().unwrap_or_default().trim().to_owned()
    }

    /// Waits until what is said of the guess `fits`.
    pub async fn until_verdict(&self, fits: impl Fn(&str) -> bool) -> String {
        let look = async || match self.verdict_now().await {
            said if fits(&said) => Ok(said),
            said => Err(format!("“{said}”")),
        };
        wait_until("the lesson to say so", look, RUN_TIMEOUT).await
    }
}
