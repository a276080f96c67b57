//! What must hold for every article of the corpora; rows say what the answers are.

mod common;

use common::corpus::{news, sample, Document};
use common::invariants;
use depeche::{Article, Options};

/// Says which articles broke a promise.
fn each(documents: &[Document], check: impl Fn(&Document)) {
    let broken = |d: &&Document| std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(d))).is_err();
    let ids: Vec<&str> = documents.iter().filter(broken).map(|d| d.id.as_str()).collect();
    assert!(ids.is_empty(), "in {} articles: {ids:?}", ids.len());
}

#[test]
fn sample_keeps_promises() {
    each(&sample(), |d| invariants::hold(&d.text));
}

#[test]
fn all_zones_find_what_the_body_has() {
    each(&sample(), |d| invariants::body_is_part_of_all(&d.text));
}

#[test]
fn news_keeps_promises() {
    each(&news(10), |d| invariants::hold(&d.text));
}

/// Capitals throughout, tags around words, no line ends, line ends everywhere: other answers, the same promises.
#[test]
fn disguised_articles_keep_promises() {
    each(&sample(), |d| {
        invariants::hold(&d.text.to_uppercase());
        invariants::hold(&tagged(&d.text));
        invariants::hold(&d.text.replace('\n', " "));
        invariants::hold(&d.text.replace(' ', "\n"));
    });
}

/// Tags around all words.
fn tagged(text: &str) -> String {
    let line = |l: &str| l.split(' ').map(|w| format!("<b>{w}</b>")).collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// An article cut anywhere is still a text.
#[test]
fn cut_articles_keep_promises() {
    each(&sample(), |d| {
        let chars: Vec<char> = d.text.chars().collect();
        for at in (1..chars.len()).step_by(331) {
            invariants::hold(&chars[..at].iter().collect::<String>());
            invariants::hold(&chars[at..].iter().collect::<String>());
        }
    });
}

#[test]
fn same_answer_again() {
    each(&sample(), |d| {
        let options = Options::default();
        let first = depeche::json::analyze(&d.text, &options);
        assert_eq!(first, depeche::json::analyze(&d.text, &options), "from the cache");
        let article = Article::new(d.text.as_str(), options.clone());
        let fresh = serde_json::to_string(&article.analysis()).expect("an analysis is JSON");
        assert_eq!(first, fresh, "without the cache");
        let text = d.text.clone();
        let elsewhere = std::thread::spawn(move || depeche::json::analyze(&text, &Options::default())).join().expect("a thread");
        assert_eq!(first, elsewhere, "on another thread");
    });
}

/// The order in which questions are asked changes no answer.
#[test]
fn stages_in_any_order() {
    each(&sample(), |d| {
        let (forth, back) = (Article::new(d.text.as_str(), Options::default()), Article::new(d.text.as_str(), Options::default()));
        let (lang, actors, clean) = (forth.lang_detail().clone(), forth.actors().to_vec(), forth.clean_text());
        let topics = back.topics().to_vec();
        assert_eq!(clean, back.clean_text());
        assert_eq!(actors, back.actors());
        assert_eq!(&lang, back.lang_detail());
        assert_eq!(topics, forth.topics());
    });
}

/// What is article already is not shortened.
#[test]
fn clean_articles_stay_whole() {
    let clean = sample().into_iter().filter(|d| d.gold["boilerplate"].as_array().is_some_and(Vec::is_empty));
    let (mut kept, mut all, mut cut) = (0, 0, Vec::new());
    for document in clean {
        let length = document.text.chars().count();
        let after = depeche::clean_text(&document.text).chars().count();
        all += length;
        kept += after;
        if after < length {
            cut.push(document.id);
        }
    }
    assert!(all > 0 && kept as f64 >= 0.995 * all as f64, "{kept} of {all} characters; shortened: {cut:?}");
}

/// Every language of the sample is identified in every article.
#[test]
fn sample_languages() {
    each(&sample(), |d| assert_eq!(depeche::detect_lang(&d.text).as_ref(), Some(&d.lang)));
}

#[test]
fn actor_json_has_a_fixed_order() {
    let json = depeche::json::extract_actors("China", &Options::default());
    let keys = ["id", "name", "type", "country", "role", "title", "score", "count", "mentions", "start", "end", "text", "kind"];
    let places: Vec<Option<usize>> = keys.iter().map(|k| json.find(&format!("\"{k}\":"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{json}");
    assert_eq!(depeche::json::extract_actors("", &Options::default()), "[]");
}

#[test]
fn candidates_come_best_first() {
    each(&sample(), |d| {
        let detail = depeche::detect_lang_detail(&d.text);
        assert!(detail.candidates.windows(2).all(|c| c[0].confidence >= c[1].confidence), "{detail:?}");
    });
}

#[test]
fn confidence_is_that_of_the_language() {
    let detail = depeche::detect_lang_detail("Lire aussi University");
    let first = detail.candidates.first().map(|c| (Some(&c.lang), c.confidence));
    assert_eq!(first, Some((detail.lang.as_ref(), detail.confidence)), "{detail:?}");
}
