using Gateway.Codec.Crypto;

namespace Gateway.Codec.Bodies;

/// <summary>What of a dialect decides how persons are packed. // D9 D17</summary>
/// <param name="Cipher">The body's length after encryption depends on it.</param>
/// <param name="Count">How <c>count</c> is written.</param>
/// <param name="Photo">What becomes of photos that do not fit.</param>
public sealed record PersonPushOptions(CipherOptions Cipher, PushCount Count = PushCount.Text, PhotoDelivery Photo = PhotoDelivery.Packets);
