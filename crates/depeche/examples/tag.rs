fn main() {
    let a: Vec<String> = std::env::args().collect();
    for n in depeche::tagger::train::names(&a[2], &a[1]) { println!("{:?} {}", &a[2][n.0..n.1], format!("{:?}", n)); }
    println!("{}", depeche::json::extract_actors(&a[2], &{ let mut o = depeche::Options::default(); let _ = o.set_lang(&a[1]); o }));
}
