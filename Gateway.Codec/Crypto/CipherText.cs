namespace Gateway.Codec.Crypto;

/// <summary>How ciphertext is written where text is needed: over HTTPS. // D6</summary>
public enum CipherText
{
    /// <summary>Hexadecimal: both letter cases are read, upper case is written.</summary>
    Hex,

    /// <summary>Base64.</summary>
    Base64
}
