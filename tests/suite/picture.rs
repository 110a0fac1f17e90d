//! Draws what the program prints on a terminal as an SVG, for the README.

use std::fmt::Write as _;

const COLUMN: f32 = 8.4;
const ROW: f32 = 19.0;
const MARGIN: f32 = 18.0;
const BACKGROUND: &str = "#1b1f27";
const FOREGROUND: &str = "#d5dae3";

/// The sixteen colours of a terminal, in its order.
const PALETTE: [&str; 16] = [
    "#5c6370", "#f0717b", "#98c379", "#e5c07b", "#6cb6ff", "#d291e4", "#5ccfdb", "#d5dae3",
    "#7d8590", "#ff8a93", "#b5e08f", "#ffd98a", "#8fcaff", "#e6aef5", "#7fe3ee", "#ffffff",
];

#[derive(Clone, Copy, PartialEq, Default)]
struct Look {
    colour: Option<usize>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
}

impl Look {
    /// Changes with the numbers of one `ESC [ … m`.
    fn change(&mut self, codes: &str) {
        let mut codes = codes.split(';').map(|code| code.parse().unwrap_or(0));
        while let Some(code) = codes.next() {
            match code {
                0 => *self = Look::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                4 => self.underline = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                30..=37 => self.colour = Some(code - 30),
                90..=97 => self.colour = Some(code - 90 + 8),
                39 => self.colour = None,
                38 => {
                    // Only the sixteen of the palette are drawn; the program uses no others.
                    assert_eq!(codes.next(), Some(5), "a colour outside the palette");
                    self.colour = codes.next().filter(|colour| *colour < 16);
                }
                other => panic!("the picture cannot draw the code {other}"),
            }
        }
    }

    fn style(self) -> String {
        let mut style = String::new();
        if let Some(colour) = self.colour.and_then(|colour| PALETTE.get(colour)) {
            write!(style, " fill=\"{colour}\"").ok();
        }
        if self.bold {
            style.push_str(" font-weight=\"bold\"");
        }
        if self.italic {
            style.push_str(" font-style=\"italic\"");
        }
        if self.underline {
            style.push_str(" text-decoration=\"underline\"");
        }
        if self.dim {
            style.push_str(" opacity=\"0.7\"");
        }
        style
    }
}

/// The picture of a command and what it printed, escape sequences included.
pub fn svg(command: &str, output: &str) -> String {
    let prompt = format!("\u{1b}[90m$ \u{1b}[0m\u{1b}[1m{command}\u{1b}[0m");
    let lines: Vec<&str> = std::iter::once(prompt.as_str())
        .chain(output.lines())
        .collect();
    let mut body = String::new();
    let mut look = Look::default();
    let mut widest = 0;
    for (row, line) in lines.iter().enumerate() {
        let y = MARGIN + ROW * (row as f32 + 0.8);
        let mut column = 0;
        for (index, piece) in line.split("\u{1b}[").enumerate() {
            let text = match index {
                0 => piece,
                _ => {
                    let (codes, text) = piece.split_once('m').expect("a colour sequence ends");
                    look.change(codes);
                    text
                }
            };
            let width = text.chars().count();
            if !text.trim().is_empty() {
                let x = MARGIN + COLUMN * column as f32;
                let length = COLUMN * width as f32;
                let text = text
                    .replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;");
                writeln!(
                    body,
                    "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\"{}>{text}</text>",
                    look.style()
                )
                .ok();
            }
            column += width;
        }
        widest = widest.max(column);
    }
    let width = MARGIN * 2.0 + COLUMN * widest as f32;
    let height = MARGIN * 2.0 + ROW * lines.len() as f32;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" \
         font-size=\"14\" fill=\"{FOREGROUND}\" xml:space=\"preserve\">\n{body}</g>\n</svg>\n"
    )
}
