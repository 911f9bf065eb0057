fn main() { println!("{}", lib::value()) }
