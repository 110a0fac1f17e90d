//! The cards of the errors: what cannot be read, why, and what to write instead.

use crate::finding::{Card, Severity};

/// An error's card: nothing about an error can be set, and its example needs no other day.
const fn error(
    name: &'static str,
    summary: &'static str,
    explain: &'static str,
    example: &'static str,
) -> Card {
    Card {
        name,
        severity: Severity::Error,
        summary,
        explain,
        example,
        today: "2026-03-02",
        settings: &[],
    }
}

/// One card for each error that reading a journal can give, in the order of the specification.
pub static CARDS: &[Card] = &[
    error(
        "invalid-date",
        "a date that cannot be read, or that the calendar does not have",
        "\
Dates are written year, month, day with all their digits: `2026-03-02`. A span
is two of them with two dots between and no blanks: `2026-02-02..2026-02-08`.

Other ways of writing a date mean different days to different people: 3/5/26
is a day in March to some and in May to others. A journal is kept for years,
so the program never chooses; it offers a fix for each day that can be meant.

The entries below such a date are still checked for mistakes of their own.
They are neither exported nor judged until the date is mended.",
        "\
2026-3-2
  Squat   3x5 @60kg
",
    ),
    error(
        "date-in-heading",
        "a heading that begins with a date, where a session was meant",
        "\
A line that begins with `#` is a heading: a comment that editors can fold.
Someone who writes `## 2026-03-02` above a list of exercises means a session,
so the lines below are read as one, and this error says so.

Write the date in column one, without the `#`.",
        "\
## 2026-03-02
  Squat   3x5 @60kg
",
    ),
    error(
        "unknown-directive",
        "a line in column one that is no date and no directive",
        "\
A line that begins in column one is a date, a heading, a comment, or one of
these directives: `exercise`, `routine`, `goal`, `unit`, `activity`, `athlete`,
`include`, `rule`, `allow`. The lines below an `exercise` are its properties:
`also`, `sides`, `measure`, `target`, `rest`, `muscles`, `assists`, `level`,
`cues`, `increment`, and the numbers that steer progression.

Nothing is dropped in silence, so any other line is an error. Put a `;` in
front of what is meant as a comment.",
        "\
gaol 2 per week

2026-03-02
  Squat   3x5 @60kg
",
    ),
    error(
        "unknown-event",
        "the word after a date is no event and no activity",
        "\
After a date stand the parts of a session (weekday, time of day, duration,
tags, `rpe`, a note) or the kind of an event:

  away ill injured break      days that excuse, one or a span
  run ride swim walk hike row yoga rest
                              activities
  race                        with its name and `prep N weeks`
  race-prep off-season        phases
  pain bodyweight goal

A word of your own becomes an activity with a line such as `activity gym`.
To mark a session, write a tag: `#gym`.",
        "\
2026-03-02 gym 45min
",
    ),
    error(
        "orphan-line",
        "lines that stand where they belong to nothing",
        "\
Entries and notes are indented below the session they belong to. Lines that
are not indented are read for what they are where the session above leaves no
doubt, and each run of them is told once: indent them.

The same is said of entries below an event (give them a line of their own with
the date alone) and of indented lines that have nothing above them.",
        "\
2026-03-02
Squat   3x5 @60kg
Plank   3x45s
",
    ),
    error(
        "merge-conflict",
        "the marks that git leaves where two versions differ",
        "\
Git could not join two versions of the journal and left both in it, between
lines of `<<<<<<<`, `=======` and `>>>>>>>`. Both sides are read, so that their
own mistakes can be shown; what stands on both sides counts twice. A `=======`
or `>>>>>>>` that is left over when the rest is gone is told as well.

Keep the lines that are true and delete the marks.",
        "\
2026-03-02
<<<<<<< HEAD
  Squat   3x5 @60kg
=======
  Bench press   3x5 @40kg
>>>>>>> phone
",
    ),
    error(
        "expected-name",
        "an entry that does not begin with the name of an exercise",
        "\
An entry is the name of an exercise and then what was done: `Pull-up 20`. With
the number first there is no telling where the name would begin.

A name that does begin with a digit, or with a word such as `left`, needs a
colon after it: `90/90 hip lift: 3x10`.",
        "\
2026-03-02
  20 pull-ups
",
    ),
    error(
        "expected-sets",
        "what was done is missing, or not written as sets",
        "\
After the name of an exercise come its sets: `8 8 6` is three sets, `3x5` is
three sets of five, `3x45s` three of 45 seconds. An `x` has blanks on both
sides or on none. Warm-up sets stand in parentheses, before the working sets.

`!` marks the set in which form broke, so it cannot stand after several sets
at once: write `15 15 15!` and not `3x15!`.

Without numbers, write `done` if you did it and forgot how many, or `skipped`.",
        "\
2026-03-02
  Push-up   3x15!
",
    ),
    error(
        "unknown-word",
        "a word that the language does not have",
        "\
After the sets stand attributes: `each`, `easy`, `ok`, `hard`, `rpe 8`,
`rir 2`, `rest 90s`, `pain left calf 3`, `sore quads`, `#tag`, a note in
quotation marks, `allow NAME`. Anything else is an error, so that a slip such
as `hrad` is not taken for a remark.

Put quotation marks round words of your own. The sets of the line are kept.",
        "\
2026-03-02
  Squat   3x5 @60kg felt heavy
",
    ),
    error(
        "weight-first",
        "a weight, or a number that may be one, stands before the sets",
        "\
`AxB` is always sets x reps, and a load comes after them: `3x5 @100kg`. A
number without a unit is never a weight.

Many people write the weight first, and `50 4x12` can mean a set of 50 and
then four of 12, or four sets of 12 at 50 kg. `100x5` can be a hundred sets of
five, or five reps at 100. The program does not choose: it offers each reading
as a fix.

A load set off by a blank is for all the sets before it. Sets after it need
their own; `+0kg` says that there was none.",
        "\
2026-03-02
  Squat   100kg 3x5
",
    ),
    error(
        "missing-unit",
        "weights without a unit, in a journal that does not name one",
        "\
`@100` is read as kilograms or pounds only where the journal has a line
`unit kg` or `unit lb`. The line may stand anywhere, and holds for all files.

It is told once for the whole journal. The sets are kept, without their load.
Loads with `+` or `-` always carry their own unit.",
        "\
2026-03-02
  Squat   3x5 @60
",
    ),
    error(
        "ambiguous-comma",
        "a comma that can be a decimal mark or a mark between sets",
        "\
`3x5,5` can be three sets of five and then one more, or nothing sensible at
all; `@62,5` can be 62.5 kg, or a load of 62 kg and then a set of five. A
comma is read as a decimal mark only in a load that its unit follows:
`@62,5kg`. Elsewhere write a full stop, or a blank between sets.",
        "\
unit kg

2026-03-02
  Squat   3x5@62,5
",
    ),
    error(
        "unterminated-note",
        "a note without its closing quotation mark",
        "\
A note ends on the line on which it begins. The rest of the line is taken as
the note, so nothing is lost.

Close it with the same kind of mark that opened it. What goes on over several
lines is a note on each of them, each in its own marks.",
        "\
2026-03-02
  Plank   3x45s \"shaking at the end
",
    ),
    error(
        "invalid-number",
        "a number that is out of range, or not written as one number",
        "\
What stands in a journal is what was done, and that is one number a set. A
range (`8-12`) is a plan: it belongs into the `target` of an exercise. A sum
(`8+2`), `5+`, `20?` and decimals are no counts; write the number of clean
reps and put the rest into a note.

A set of nothing is written `0!`: form broke on the first rep. Times of day
are written with 24 hours, `19:30`, and durations `45min`, `1h` or `1h05`.",
        "\
2026-03-02
  Push-up   3x8-12
",
    ),
    error(
        "unknown-level",
        "a level that is not on the ladder of its exercise",
        "\
An exercise with `level` lines has a ladder, easiest first. An entry names its
step in brackets: `Step-up [high box] 3x10`. A name that is not on the ladder
cannot be placed above or below another, so it is either a slip or a step that
is missing.

Correct the name, or add a `level` line. The sets of the entry are kept.",
        "\
exercise Step-up
  level low box
  level high box

2026-03-02
  Step-up [hihg box]   test L 14 R 15
",
    ),
    error(
        "duplicate-name",
        "one name for two things, or one thing told in two ways",
        "\
Every name and every alias belongs to one exercise, or an entry could mean
either. Names are compared without regard to capitals, and a hyphen is the
same as a blank, so `Step-up` and `step up` are one name.

The same goes for what can have one value only: two different `unit` lines, two
`athlete` lines or goals without a date, two routines of one name, two targets
of one exercise, two `rule` lines for the same key. The first one holds until
one of them is removed.",
        "\
exercise Stair climb
  also stairs

exercise Stair run
  also stairs
",
    ),
    error(
        "include-cycle",
        "a file that includes itself, directly or through others",
        "\
Each file is read once. A file that leads back to itself by its `include`
lines cannot be read in any order that makes sense.

Remove one of the `include` lines that close the circle.",
        "\
include journal.strength
",
    ),
    error(
        "include-missing",
        "an include line that finds no file, or one that cannot be read",
        "\
The path of an `include` is taken from the folder of the file it stands in.
`*` stands for any part of a name: `include years/*.strength`. A pattern that
matches nothing is an error, since a year that is silently left out would
change everything that is said.",
        "\
include years/2025.strength
",
    ),
    error(
        "include-outside",
        "an include line that leaves the folder of the journal",
        "\
What is included lies in the folder of the journal or below it, links
followed. So checking a journal from somewhere else never reads files of
yours that it has no business with.

Move the file into the folder of the journal, or the journal up.",
        "\
include ../shared/exercises.strength
",
    ),
    error(
        "invalid-encoding",
        "bytes that are not text",
        "\
A journal is UTF-8, the encoding in which every editor saves by default. This
line has bytes that are not, or control characters that no one can see. It is
told once a line; for a file in UTF-16, once.

Save the file as UTF-8, or delete the characters.",
        "\
2026-03-02
  Squat\u{1}   3x5 @60kg
",
    ),
];
