//! No text makes a function fail, whatever is in it.

use crate::common::{connect, run};
use rusqlite::Connection;

/// Pieces that have broken text tools before: scripts, joiners, directions, markup, surrogate look-alikes, sentinels.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "", " ", "\0", "\u{1}", "\r\n", "\u{feff}", "\u{fffd}", "\u{ffff}", "\u{10ffff}", "\u{200d}", "\u{202e}", "\u{2066}", "%s%n%d", "'", "\"", "`",
    "\\", "{\"a\":", "]]>", "<script>", "&amp;&#0;", "e\u{301}\u{301}\u{301}", "ﷺ", "ﬁ", "İı", "ß", "ẞ", "l’", "d'", "و", "ال", "لل", "ـ", "中", "国", "𠀀",
    "👨‍👩‍👧", "🇨🇳", "ไทย", "한국", "Си", "Xi Jinping", "China", "chinois", "Le président", "-", "—", "...", "http://a.b/c?d=%20", "\t\u{a0}\u{3000}",
];

/// A text of `length` pieces; xorshift, so that a failure can be repeated from its seed.
fn odd(seed: u64, length: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            PIECES[(state % PIECES.len() as u64) as usize]
        })
        .collect()
}

fn survives(db: &Connection, text: &str) {
    let all = "SELECT detect_lang(?1), json_valid(detect_lang_detail(?1)), json_valid(extract_actors(?1)), topic_score(?1, 'diplomacy'),
                      json_valid(topic_scores(?1)), json_valid(topic_terms(?1, 'diplomacy')), length(clean_text(?1)), actor_name(?1, 'fr'),
                      (SELECT count(*) FROM actor_lookup(?1)), (SELECT count(*) FROM topics_each(?1))";
    let checks = db.query_row(all, [text], |row| Ok((row.get(1)?, row.get(2)?, row.get(4)?, row.get(5)?)));
    assert_eq!(checks.unwrap_or_else(|e| panic!("{text:?}: {e}")), (true, true, true, true), "{text:?}");
    let outside = "SELECT count(*) FROM actors_each(?1) WHERE start < 0 OR \"end\" <= start OR text = ''";
    let outside: i64 = db.query_row(outside, [text], |row| row.get(0)).unwrap_or_else(|e| panic!("{text:?}: {e}"));
    assert_eq!(outside, 0, "{text:?}");
}

#[test]
fn odd_texts_never_fail() {
    let db = connect();
    for seed in 0..400 {
        survives(&db, &odd(seed, (seed % 40) as usize));
    }
}

#[test]
fn every_piece_alone_and_often() {
    let db = connect();
    for piece in PIECES {
        survives(&db, piece);
        survives(&db, &piece.repeat(300));
    }
}

#[test]
fn a_million_characters() {
    let db = connect();
    survives(&db, &"Le président chinois Xi Jinping a rencontré M. Obama à Pékin, en Chine. ".repeat(14_000));
    survives(&db, &"国".repeat(1_000_000));
}

#[test]
fn odd_options_and_topics_are_errors_not_panics() {
    let db = connect();
    for seed in 0..300 {
        let text = odd(seed, 1 + (seed % 7) as usize).replace('\'', "''").replace('\0', "");
        for call in ["SELECT extract_actors('a', '?')", "SELECT topic_score('a', '?')", "SELECT * FROM actors_each('a', '?')", "SELECT actor_name('CHN', '?')"]
        {
            if let Err(message) = run(&db, &call.replace('?', &text)) {
                assert!(!message.contains("internal error"), "{call} {text:?}: {message}");
            }
        }
    }
}
