//! A list to choose a value from.

use leptos::html;
use leptos::prelude::*;

use super::dynamic::{block, flag};

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
pub fn Select<T: Clone + PartialEq + Send + Sync + 'static>(
    options: Signal<Vec<SelectOption<T>>>,
    /// The value that holds.
    chosen: Signal<T>,
    /// Is called with another.
    choose: Callback<T>,
    #[prop(optional)] id: Option<&'static str>,
    #[prop(optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let lines = Memo::new(move |_| {
        options.with(|options| {
            let lines = options.iter().map(|option| option.line.clone());
            lines.collect::<Vec<_>>()
        })
    });
    let place = Signal::derive(move || {
        options.with(|options| {
            chosen.with(|chosen| options.iter().position(|option| option.value == *chosen))
        })
    });
    let choose = Callback::new(move |place: usize| {
        let value = options.with_untracked(|options| {
            let option = options.get(place);
            option.map(|option| option.value.clone())
        });
        if let Some(value) = value {
            choose.run(value);
        }
    });
    view! { <SelectElement lines place choose id disabled /> }
}

/// The element itself: one copy of its code for all types of values.
#[component]
fn SelectElement(
    lines: Memo<Vec<Line>>,
    place: Signal<Option<usize>>,
    choose: Callback<usize>,
    id: Option<&'static str>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let element = NodeRef::<html::Select>::new();
    let options = block(move || {
        let options = lines.get().into_iter().enumerate().map(|(number, line)| {
            let selected = flag(move || place.get() == Some(number));
            view! {
                <option value=line.name prop:selected=selected disabled=line.is_disabled>
                    {line.title}
                </option>
            }
        });
        options.collect_view()
    });
    let change = move || {
        let index = element.get_untracked().map(|list| list.selected_index());
        // Negative where nothing is chosen.
        if let Some(place) = index.and_then(|index| usize::try_from(index).ok()) {
            choose.run(place);
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
    chosen: Signal<T>,
    choose: Callback<T>,
    #[prop(optional)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <Select id options=Signal::stored(options) chosen choose disabled />
        </div>
    }
}
