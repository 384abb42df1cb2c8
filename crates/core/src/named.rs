//! Enums whose variants have names: one in documents, and most also a title on screen.
//! One table makes the enum, its list and its names, so that none can be left out.

/// A choice of a few, each with a name in documents.
pub trait Named: Copy + 'static {
    /// Every variant, in the order in which they are offered.
    const ALL: &'static [Self];

    /// Its name in documents.
    fn name(self) -> &'static str;

    /// A name that earlier versions wrote for it, if they wrote another one.
    fn old_name(self) -> Option<&'static str> {
        None
    }

    /// The variant of this name, or of this old name.
    fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|one| one.name() == name || one.old_name() == Some(name))
    }

    /// The names of all, in words that follow "must be".
    fn expected() -> String {
        Self::expected_of(|_| true)
    }

    /// The names of those that fit, in words that follow "must be": `a, b or c`; of more
    /// than four, `one of a, b, c, d, e`.
    fn expected_of(fits: impl Fn(Self) -> bool) -> String {
        let all = Self::ALL.iter().filter(|&&one| fits(one));
        let names: Vec<_> = all.map(|one| one.name()).collect();
        one_of(&names)
    }
}

fn one_of(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, others)) if (1..4).contains(&others.len()) => {
            format!("{} or {last}", others.join(", "))
        }
        Some((only, [])) => (*only).to_owned(),
        _ => format!("one of {}", names.join(", ")),
    }
}

/// Makes an enum from a table of its variants:
///
/// ```text
/// named_enum! {
///     /// What the first failure does to the rest of the lane.
///     pub enum OnError {
///         /// Each failure is a value; the rest go on.
///         Collect { name: "collect", title: "collect" }
///         /// The first failure cancels the rest.
///         FailFast { name: "failFast", formerly: "abort", title: "fail fast" }
///     }
/// }
/// ```
///
/// The enum gets `ALL`, `name()` and, if there are titles, `title()`; every variant has a
/// title, or none has. `formerly` is a name that documents are still read by.
macro_rules! named_enum {
    (
        $(#[$attribute:meta])*
        pub enum $Enum:ident {
            $(
                $(#[$of_variant:meta])*
                $Variant:ident {
                    name: $name:literal $(, formerly: $old_name:literal)?, title: $title:literal
                }
            )+
        }
    ) => {
        $crate::named::named_enum! {
            $(#[$attribute])*
            pub enum $Enum {
                $(
                    $(#[$of_variant])*
                    $Variant { name: $name $(, formerly: $old_name)? }
                )+
            }
        }

        impl $Enum {
            /// Its title on screen.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$Variant => $title,)+
                }
            }
        }
    };
    (
        $(#[$attribute:meta])*
        pub enum $Enum:ident {
            $(
                $(#[$of_variant:meta])*
                $Variant:ident { name: $name:literal $(, formerly: $old_name:literal)? }
            )+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $Enum {
            $(
                $(#[$of_variant])*
                $Variant,
            )+
        }

        impl $Enum {
            /// Every variant, in the order in which they are offered.
            pub const ALL: [Self; [$(Self::$Variant),+].len()] = [$(Self::$Variant),+];

            /// Its name in documents.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }
        }

        impl $crate::named::Named for $Enum {
            const ALL: &'static [Self] = &Self::ALL;

            fn name(self) -> &'static str {
                Self::name(self)
            }

            fn old_name(self) -> Option<&'static str> {
                match self {
                    $($(Self::$Variant => Some($old_name),)?)+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use named_enum;
