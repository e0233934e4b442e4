//! The linear pre-scan.
