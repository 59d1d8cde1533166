"""对接: common problems, worked on once and answered to each enterprise."""
