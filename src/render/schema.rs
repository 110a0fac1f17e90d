//! JSON Schemas (draft 2020-12) of what other programs read.

/// A schema and what it describes.
pub struct Schema {
    /// As in `strength schema NAME`.
    pub name: &'static str,
    /// What it describes.
    pub of: &'static str,
    /// The schema itself.
    pub text: &'static str,
}

/// All of them.
pub const SCHEMAS: [Schema; 3] = [
    Schema {
        name: "check",
        of: "`strength check --format json`",
        text: include_str!("schema/check.json"),
    },
    Schema {
        name: "export",
        of: "`strength export json`",
        text: include_str!("schema/export.json"),
    },
    Schema {
        name: "next",
        of: "`strength next --format json`",
        text: include_str!("schema/next.json"),
    },
];
