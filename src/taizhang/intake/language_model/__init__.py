"""An optional language model: it proposes, beside the rules; a person decides."""
