using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Codec.Bodies;

/// <summary>What of a dialect decides how persons are packed. // D9 D17</summary>
/// <param name="Cipher">The body's length after encryption depends on it.</param>
/// <param name="Count">How <c>count</c> is written.</param>
/// <param name="Photo">What becomes of photos that do not fit.</param>
/// <param name="InlineMost">Bytes of a body with photos in it, at most; a person who makes it longer goes as one whose photo does not fit.</param>
/// <param name="FirstPacket">The number of the first of several packets. // D7</param>
public sealed record PersonPushOptions(
    CipherOptions Cipher, PushCount Count = PushCount.Text, PhotoDelivery Photo = PhotoDelivery.Packets, int InlineMost = FrameReader.BodyLengthMax, ushort FirstPacket = 1);
