//! A deployment that walks hosts one by one: each is emptied, updated, checked and put back into service.

/// A deployment, and how far it has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Deployment {
    /// Hosts that are done, with the part of the present one.
    done: f64,
    /// Hosts that have handed over all their shards.
    emptied: usize,
}

/// Part of the time for a host in which it hands its shards over.
const EMPTYING: f64 = 0.5;

impl Deployment {
    /// Moves on by `dt` minutes. Tells which of the first `hosts` hosts is out of service, and the share of its shards
    /// that it hands over meanwhile.
    pub(super) fn advance(
        &mut self,
        walks: bool,
        minutes_per_host: f64,
        hosts: usize,
        dt: f64,
    ) -> Option<(usize, f64)> {
        let host = self.done as usize;
        if !walks || host >= hosts {
            return None;
        }
        let left = (EMPTYING - (self.done - host as f64)) * minutes_per_host;
        self.done += dt / minutes_per_host;
        let handed_over = match () {
            () if host < self.emptied => 0.0,
            () if left > dt => dt / left,
            () => {
                self.emptied = host + 1;
                1.0
            }
        };
        Some((host, handed_over))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_emptied_one_by_one() {
        for minutes in [1.0, 1.3, 2.0, 10.5] {
            let mut deployment = Deployment::default();
            let mut held = [1.0; 4];
            for _ in 0..100 {
                if let Some((host, share)) = deployment.advance(true, minutes, 3, 1.0) {
                    held[host] *= 1.0 - share;
                }
            }
            assert_eq!(held, [0.0, 0.0, 0.0, 1.0], "{minutes}");
            assert_eq!(deployment.advance(true, minutes, 3, 1.0), None);
        }
    }

    #[test]
    fn a_stopped_deployment_puts_its_host_back() {
        let mut deployment = Deployment::default();
        assert!(deployment.advance(true, 10.0, 3, 1.0).is_some());
        assert_eq!(deployment.advance(false, 10.0, 3, 1.0), None);
    }
}
