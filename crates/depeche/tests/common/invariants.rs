//! What must hold for every text, whatever is in it.

use depeche::{Actor, ActorType, Article, Options, ZoneChoice};

/// Reads a text in every way that the library offers and panics where an answer breaks its promise.
pub(crate) fn hold(text: &str) {
    let article = Article::new(text, Options::default());
    let chars: Vec<char> = text.chars().collect();
    language(&article);
    actors(article.actors(), &chars);
    zones(&article, &chars);
    topics(&article, &chars);
    cleaning(&article, text);
    all_zones(&article, &chars);
}

fn is_exact(chars: &[char], start: usize, end: usize, text: &str) -> bool {
    start < end && end <= chars.len() && chars[start..end].iter().copied().eq(text.chars())
}

fn language(article: &Article) {
    let detail = article.lang_detail();
    assert!((0.0..=1.0).contains(&detail.confidence), "{detail:?}");
    if let Some(lang) = &detail.lang {
        assert!(detail.candidates.iter().any(|c| c.lang == *lang), "{detail:?}");
        assert!(detail.script.is_some());
    }
}

/// Spans, counts, scores, ids and order of actors.
pub(crate) fn actors(actors: &[Actor], chars: &[char]) {
    for actor in actors {
        assert_eq!(actor.count, actor.mentions.len(), "{actor:?}");
        assert!((0.0..=1.0).contains(&actor.score), "{actor:?}");
        assert!(is_id(actor), "{actor:?}");
        assert!(!actor.mentions.is_empty() && !actor.name.trim().is_empty(), "{actor:?}");
        assert!(actor.country.as_ref().is_none_or(|c| is_alpha3(c)), "{actor:?}");
        assert!(actor.mentions.iter().all(|m| is_exact(chars, m.start, m.end, &m.text)), "{actor:?}");
        assert!(actor.mentions.windows(2).all(|m| m[0].start < m[1].start), "{actor:?}");
    }
    assert!(actors.windows(2).all(|a| a[0].mentions[0].start <= a[1].mentions[0].start), "actors in the order of first mention");
    let mut ids: Vec<&str> = actors.iter().map(|a| a.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|i| i[0] != i[1]), "an actor twice: {ids:?}");
}

fn is_alpha3(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// `CHN` for states; else a slug, after `~` where no lexicon lists the name.
fn is_id(actor: &Actor) -> bool {
    if actor.actor_type == ActorType::Country && !actor.id.starts_with('~') {
        return is_alpha3(&actor.id);
    }
    let listed = !actor.id.starts_with('~');
    let slug = actor.id.trim_start_matches('~');
    let fits = |c: char| c == '-' || if listed { c.is_ascii_lowercase() || c.is_ascii_digit() } else { c.is_alphanumeric() && c.to_lowercase().eq([c]) };
    !slug.is_empty() && slug.chars().all(fits) && !slug.starts_with('-') && !slug.ends_with('-')
}

/// Zones cover the text without gaps; only a text of which nothing but spaces and markup remains has none.
fn zones(article: &Article, chars: &[char]) {
    let zones = article.zones();
    let (Some(first), Some(last)) = (zones.first(), zones.last()) else {
        assert!(!article.clean_text().contains(char::is_alphanumeric), "a text without zones");
        return;
    };
    assert_eq!((first.start, last.end), (0, chars.len()));
    assert!(zones.iter().all(|z| z.start < z.end), "{zones:?}");
    assert!(zones.windows(2).all(|z| z[0].end == z[1].start), "{zones:?}");
}

fn topics(article: &Article, chars: &[char]) {
    assert_eq!(article.topics().len(), depeche::topics().len());
    for topic in article.topics() {
        assert!((0.0..=1.0).contains(&topic.score), "{topic:?}");
        let terms = article.topic_terms(&topic.topic).expect("a topic of its own list");
        assert!(topic.score == 0.0 || !terms.is_empty(), "a score without terms: {topic:?}");
        assert!(terms.iter().all(|t| t.weight.is_finite() && is_exact(chars, t.start, t.end, &t.text)), "{terms:?}");
        assert!(terms.windows(2).all(|t| t[0].start <= t[1].start), "{terms:?}");
    }
}

fn cleaning(article: &Article, text: &str) {
    let clean = article.clean_text();
    assert!(clean.len() <= text.len());
    assert_eq!(Article::new(clean.as_str(), Options::default()).clean_text(), clean, "cleaning what is clean");
}

/// With boilerplate other people are about, so findings may differ; what must hold does not.
fn all_zones(article: &Article, chars: &[char]) {
    let spans = spans_in_all_zones(chars);
    assert!(article.actors().is_empty() || !spans.is_empty());
}

fn spans_in_all_zones(chars: &[char]) -> Vec<(usize, usize)> {
    let all = Article::new(chars.iter().collect::<String>(), Options { zones: ZoneChoice::All, ..Options::default() });
    actors(all.actors(), chars);
    all.actors().iter().flat_map(|a| &a.mentions).map(|m| (m.start, m.end)).collect()
}

/// What is found in the body is found too when boilerplate is read with it (perhaps as a part of something longer). Not true of every text: a
/// namesake in boilerplate can make a surname ambiguous.
pub(crate) fn body_is_part_of_all(text: &str) {
    let spans = spans_in_all_zones(&text.chars().collect::<Vec<_>>());
    for mention in Article::new(text, Options::default()).actors().iter().flat_map(|a| &a.mentions) {
        assert!(spans.iter().any(|s| s.0 < mention.end && mention.start < s.1), "only without boilerplate: {mention:?}");
    }
}
