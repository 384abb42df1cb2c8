//! Runs what was asked for, one thing after the other, in one browser that is alone.

use super::against_peer;
use super::arguments::Arguments;
use super::sheet::Sheet;
use super::visit::Visit;

pub fn main() {
    let arguments = Arguments::read(std::env::args().skip(1));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(measure(&arguments));
}

async fn measure(arguments: &Arguments) {
    let mut sheet = Sheet::default();
    let visit = Visit::start().await;
    if arguments.wants("peer") {
        against_peer::measure(&visit, &mut sheet, arguments.pairs).await;
    }
    sheet.print();
}
