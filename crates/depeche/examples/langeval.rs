fn main() {
    for path in std::env::args().skip(1) {
        let s = std::fs::read_to_string(&path).unwrap();
        let map = [("eng","en"),("spa","es"),("fra","fr"),("deu","de"),("por","pt"),("ita","it"),("rus","ru"),("ara","ar"),("zho","zh"),("jpn","ja"),("kor","ko"),("tur","tr"),("ind","id"),("nld","nl"),("pol","pl"),("ukr","uk"),("fas","fa"),("hin","hi"),("vie","vi"),("ell","el")];
        let (mut n, mut ok, mut none, mut six, mut six_ok) = (0, 0, 0, 0, 0);
        let mut bad: std::collections::BTreeMap<String, usize> = Default::default();
        for l in s.lines() {
            let Some((c, t)) = l.split_once('\t') else { continue };
            let Some(m) = map.iter().find(|m| m.0 == c) else { if c == "und" { n += 1; let d = depeche::detect_lang(t); ok += usize::from(d.is_none()); } continue };
            n += 1;
            let d = depeche::detect_lang(t);
            ok += usize::from(d.as_deref() == Some(m.1));
            if ["ar","en","es","fr","ru","zh"].contains(&m.1) { six += 1; six_ok += usize::from(d.as_deref() == Some(m.1)); }
            none += usize::from(d.is_none());
            if d.as_deref() != Some(m.1) { *bad.entry(format!("{}>{}", m.1, d.unwrap_or_default())).or_default() += 1; }
        }
        let mut b: Vec<_> = bad.into_iter().collect(); b.sort_by_key(|x| std::cmp::Reverse(x.1)); b.truncate(10);
        println!("{} {n} acc {:.1} none {:.1} six {:.1} {b:?}", path.rsplit('/').next().unwrap(), 100.0 * ok as f64 / n as f64, 100.0 * none as f64 / n as f64, 100.0 * six_ok as f64 / six.max(1) as f64);
    }
}
