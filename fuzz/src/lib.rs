//! What the fuzz targets share.

pub mod checks;
pub mod mutate;

/// Lets a panic of swc's be what it is in the command: a reason to read the file without the
/// parser. Any other ends the run.
pub fn init() {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or("", |place| place.file());
        if !place.contains("/swc_") {
            end(panic);
        }
    }));
}
