use depeche::tagger::train::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let bytes: &'static [u8] = std::fs::read(&a[1]).unwrap().leak();
    let mut at = 8usize; let mut secs = vec![];
    for _ in 0..4 { let n = u32::from_le_bytes(bytes[at..at+4].try_into().unwrap()) as usize; secs.push(&bytes[at+4..at+4+n]); at += 4+n; }
    let f = if a.len() > 4 { None } else { Some(secs[1]) };
    let e = Encoder::new(std::str::from_utf8(secs[0]).unwrap(), secs[3], f, &a[3]).unwrap();
    let (mut all, mut covered) = (0, 0);
    for line in std::fs::read_to_string(&a[2]).unwrap().lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let t = v["text"].as_str().unwrap();
        let b: Vec<usize> = t.char_indices().map(|c| c.0).chain([t.len()]).collect();
        let seqs = e.sequences(t);
        all += t.chars().count(); covered += seqs.iter().map(|q| q.len()).sum::<usize>();
        for x in v["entities"].as_array().unwrap() {
            let (s, n) = (b[x[0].as_u64().unwrap() as usize], b[x[1].as_u64().unwrap() as usize]);
            let ok = seqs.iter().any(|q| q.iter().any(|t| t.start == s || t.inner == s) && q.iter().any(|t| t.end == n));
            if !ok { println!("{} {}", &t[s..n], x[2]); }
        }
    }
    eprintln!("{covered} of {all}");
}
