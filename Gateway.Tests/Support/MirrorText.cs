using Gateway.Actors.Wire;

namespace Gateway.Tests.Support;

/// <summary>Stands for a cipher where its bytes must be known beforehand: every bit of the UTF-8 text turned.</summary>
internal sealed class MirrorText : IHiddenText
{
    public byte[] Hide(string text) => Array.ConvertAll(Encoding.UTF8.GetBytes(text), static b => (byte)~b);

    public string Reveal(byte[] hidden) => Encoding.UTF8.GetString(Array.ConvertAll(hidden, static b => (byte)~b));
}
