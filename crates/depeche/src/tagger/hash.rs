//! One hash for words and features: the same on every platform, because weights are found by it.

const K: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hash of bytes.
#[inline]
pub(super) fn bytes(b: &[u8]) -> u32 {
    let mut h = K ^ b.len() as u64;
    for chunk in b.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = (h.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(K);
    }
    finish(h) as u32 | 1
}

/// One more value for a running hash.
#[inline]
pub(super) fn mix(h: u64, value: u32) -> u64 {
    (h.rotate_left(23) ^ u64::from(value)).wrapping_mul(K)
}

/// The end of a running hash.
#[inline]
pub(super) fn finish(h: u64) -> u64 {
    (h ^ (h >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ (h >> 29)
}
