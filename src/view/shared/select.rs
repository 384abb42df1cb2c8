//! A list to choose a value from.

use leptos::html;
use leptos::prelude::*;

use super::dynamic::{block, flag, list};

/// A value that can be chosen.
#[derive(Clone)]
pub struct SelectOption<T> {
    value: T,
    line: Line,
}

/// An option as the browser has it.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    title: String,
    /// The element's `value`: for scripts, never read back.
    name: String,
    is_disabled: bool,
}

impl<T> SelectOption<T> {
    pub fn new(value: T, title: impl Into<String>) -> Self {
        let title = title.into();
        let line = Line {
            name: title.clone(),
            title,
            is_disabled: false,
        };
        Self { value, line }
    }

    /// The same, with a name for scripts other than its title.
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.line.name);
        self
    }

    /// The same, shown when it is the value but not to be chosen.
    pub fn disabled(mut self) -> Self {
        self.line.is_disabled = true;
        self
    }
}

/// A list of values; the chosen option is known by its place among them.
#[component]
pub fn Select<T: Clone + PartialEq + 'static>(
    options: impl Fn() -> Vec<SelectOption<T>> + Clone + Send + Sync + 'static,
    /// The value that holds.
    chosen: impl Fn() -> T + Send + Sync + 'static,
    /// Is called with another.
    choose: impl Fn(T) + Send + Sync + 'static,
    #[prop(optional)] id: Option<&'static str>,
    #[prop(optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let lines = {
        let options = options.clone();
        move || options().into_iter().map(|option| option.line).collect()
    };
    let place = {
        let options = options.clone();
        move || {
            let chosen = chosen();
            options().iter().position(|option| option.value == chosen)
        }
    };
    let choose = move |place: usize| {
        if let Some(option) = options().into_iter().nth(place) {
            choose(option.value);
        }
    };
    let values = AnyValues {
        lines: Box::new(lines),
        place: Box::new(place),
        choose: Box::new(choose),
    };
    view! { <SelectElement values id disabled /> }
}

/// The values without their type.
struct AnyValues {
    lines: Box<dyn Fn() -> Vec<Line> + Send + Sync>,
    place: Box<dyn Fn() -> Option<usize> + Send + Sync>,
    choose: Box<dyn Fn(usize)>,
}

/// The element itself: one copy of its code, and of Leptos's, for all types of values.
#[component]
fn SelectElement(
    values: AnyValues,
    id: Option<&'static str>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let AnyValues {
        lines,
        place,
        choose,
    } = values;
    let element = NodeRef::<html::Select>::new();
    let lines = Memo::new(move |_| lines());
    let place = Memo::new(move |_| place());
    let options = block(move || {
        let options = lines.get().into_iter().enumerate();
        list(options.map(|(number, line)| {
            let selected = flag(move || place.get() == Some(number));
            view! {
                <option value=line.name prop:selected=selected disabled=line.is_disabled>
                    {line.title}
                </option>
            }
        }))
    });
    let change = move || {
        let index = element
            .get_untracked()
            .map(|element| element.selected_index());
        // Negative where nothing is chosen.
        if let Some(place) = index.and_then(|index| usize::try_from(index).ok()) {
            untrack(|| choose(place));
        }
    };
    view! {
        <select id=id node_ref=element disabled=disabled on:change=move |_| change()>
            {options}
        </select>
    }
}

/// The list with its label above it, among the settings.
#[component]
pub fn SelectField<T: Clone + PartialEq + Send + Sync + 'static>(
    id: &'static str,
    /// Its name on screen.
    label: &'static str,
    options: Vec<SelectOption<T>>,
    chosen: impl Fn() -> T + Send + Sync + 'static,
    choose: impl Fn(T) + Send + Sync + 'static,
    #[prop(optional)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <Select id options=move || options.clone() chosen choose disabled />
        </div>
    }
}
