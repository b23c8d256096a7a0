"""Words every zone may use: ids, clock, errors, actor, paging, signing, text. No product words, no input or output."""
