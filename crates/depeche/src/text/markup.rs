//! Markup in running text: tags, comments, entities, Markdown, web addresses. Each function says how many bytes it takes.

/// What a piece of markup does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Markup {
    /// Nothing: the words go on (`<b>`, `**`).
    Inline,
    /// Ends a line (`<br>`).
    Line,
    /// Ends a paragraph (`<p>`).
    Block,
}

/// Longest tag that is taken for one; a lone `<` in prose must not swallow the article.
const LONGEST_TAG: usize = 2_000;
const LINE_TAGS: &[&str] = &["br"];
const INLINE_TAGS: &[&str] = &[
    "a", "abbr", "acronym", "b", "big", "cite", "code", "em", "font", "i", "img", "ins", "mark", "o", "q", "s", "small", "span", "st1", "strong", "sub", "sup",
    "time", "u", "wbr",
];
/// Elements whose content is not text.
const OPAQUE_TAGS: &[&str] = &["script", "style", "noscript", "template", "svg"];

/// Ends that the rest of a text is known to lack, so that they are not looked for again at every start.
#[derive(Debug, Default)]
pub(crate) struct Missing {
    comment: bool,
    elements: Vec<&'static str>,
}

/// A tag or comment at the start of `rest`, which starts with `<`.
pub(crate) fn tag(rest: &str, missing: &mut Missing) -> Option<(usize, Markup)> {
    let bytes = rest.as_bytes();
    if rest.starts_with("<!--") {
        let end = if missing.comment { None } else { rest.find("-->") };
        missing.comment = end.is_none();
        return end.map(|end| (end + 3, Markup::Block));
    }
    let name_at = 1 + usize::from(bytes.get(1) == Some(&b'/'));
    if !bytes.get(name_at).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'!' | b'?')) {
        return None;
    }
    let end = 1 + bytes.iter().take(LONGEST_TAG).position(|b| *b == b'>')?;
    let length = bytes[name_at..end].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'!').count();
    let name = rest[name_at..name_at + length].to_ascii_lowercase();
    // "a <b and c> d" is arithmetic, not markup: attributes need an equals sign.
    let inside = rest[name_at + length..end - 1].trim_matches(['/', ' ', '?', '!', '\n', '\r', '\t']);
    if !inside.is_empty() && !inside.contains('=') && !name.starts_with('!') && bytes[1] != b'?' && !known_tag(&name) {
        return None;
    }
    let opaque = OPAQUE_TAGS.iter().find(|t| name_at == 1 && **t == name && !missing.elements.contains(t));
    let Some(opaque) = opaque else { return Some((end, effect(&name))) };
    let close = opaque_end(rest, end, opaque);
    if close.is_none() {
        missing.elements.push(opaque);
    }
    Some((close.unwrap_or(end), Markup::Block))
}

fn known_tag(name: &str) -> bool {
    INLINE_TAGS.contains(&name) || LINE_TAGS.contains(&name) || matches!(name, "p" | "div" | "li" | "ul" | "td" | "tr" | "table" | "input" | "iframe")
}

fn effect(name: &str) -> Markup {
    if LINE_TAGS.contains(&name) {
        Markup::Line
    } else if INLINE_TAGS.contains(&name) {
        Markup::Inline
    } else {
        Markup::Block
    }
}

fn opaque_end(rest: &str, from: usize, name: &str) -> Option<usize> {
    let closing = format!("</{name}");
    let lower_find = rest.as_bytes()[from..].windows(closing.len()).position(|w| w.eq_ignore_ascii_case(closing.as_bytes()));
    let at = from + lower_find?;
    rest[at..].find('>').map(|end| at + end + 1)
}

const ENTITIES: &[(&str, char)] = &[
    ("nbsp", ' '),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("laquo", '«'),
    ("raquo", '»'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("bdquo", '„'),
    ("sbquo", '‚'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("deg", '°'),
    ("times", '×'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("Egrave", 'È'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("agrave", 'à'),
    ("Agrave", 'À'),
    ("acirc", 'â'),
    ("aacute", 'á'),
    ("Aacute", 'Á'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("oacute", 'ó'),
    ("Oacute", 'Ó'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("uacute", 'ú'),
    ("Uacute", 'Ú'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("auml", 'ä'),
    ("Auml", 'Ä'),
    ("szlig", 'ß'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("ntilde", 'ñ'),
    ("Ntilde", 'Ñ'),
    ("atilde", 'ã'),
    ("otilde", 'õ'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("aelig", 'æ'),
    ("shy", '\u{ad}'),
];

/// A character reference at the start of `rest`, which starts with `&`; one escaped several times (`&amp;amp;nbsp;`) counts as one.
pub(crate) fn entity(rest: &str) -> Option<(usize, char)> {
    let mut at = 1;
    while rest[at..].starts_with("amp;") && plain_entity(&rest[at + 4..]).is_some() {
        at += 4;
    }
    plain_entity(&rest[at..]).map(|(length, c)| (at + length, c))
}

fn plain_entity(rest: &str) -> Option<(usize, char)> {
    let end = rest.bytes().take(10).position(|b| b == b';')?;
    let name = &rest[..end];
    let c = match name.strip_prefix('#') {
        Some(number) => char::from_u32(code_point(number)?)?,
        None => ENTITIES.iter().find(|e| e.0 == name)?.1,
    };
    Some((end + 1, c))
}

fn code_point(number: &str) -> Option<u32> {
    match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    }
}

/// A web address at the start of `rest`.
pub(crate) fn address(rest: &str) -> Option<usize> {
    let head: String = rest.as_bytes().iter().take(8).map(|b| b.to_ascii_lowercase() as char).collect();
    if !(head.starts_with("http://") || head.starts_with("https://") || head.starts_with("www.") || head.starts_with("ftp://")) {
        return None;
    }
    let stops = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | ')' | ']' | '|' | '，' | '。' | '）' | '»' | '”');
    let end = rest.find(stops).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']).len())
}

/// The target of a Markdown link at the start of `rest`, which starts with `](`.
pub(crate) fn link_target(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("](")?;
    let end = inside.char_indices().take(1_000).find(|(_, c)| *c == ')' || c.is_whitespace())?;
    let target = &inside[..end.0];
    let links = target.contains("://") || target.starts_with(['/', '#', '<']) || target.starts_with("mailto:") || target.starts_with("www.");
    (end.1 == ')' && links).then_some(end.0 + 3)
}

/// Longer runs are rules and ornaments, and are not counted out again at each of their characters.
const LONGEST_MARK: usize = 8;

/// Emphasis or a heading mark at the start of `rest` (`**`, `__`, `## `).
pub(crate) fn emphasis(rest: &str, line_start: bool) -> Option<usize> {
    let first = rest.as_bytes()[0];
    let run = rest.bytes().take(LONGEST_MARK).take_while(|b| *b == first).count();
    match first {
        b'*' | b'_' if run == 2 || run == 3 => Some(run),
        b'#' if line_start && run <= 6 && rest.as_bytes().get(run) == Some(&b' ') => Some(run + 1),
        _ => None,
    }
}
