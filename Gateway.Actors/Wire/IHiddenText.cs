namespace Gateway.Actors.Wire;

/// <summary>How a text that may name a person stands wherever it is kept. The domain knows no cipher: the host gives one.</summary>
public interface IHiddenText
{
    /// <summary>Bytes that say nothing.</summary>
    byte[] Hide(string text);

    /// <summary>The text again; null when this gateway cannot read it.</summary>
    string? Reveal(byte[] hidden);
}
