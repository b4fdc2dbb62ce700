namespace Gateway.Codec.Crypto;

/// <summary>A known-answer test for start-up: better no gateway than one that no terminal understands.</summary>
public static class DesSelfTest
{
    // Field notes: the vector that two independent implementations agree on.
    private const string KeyText = "l8iTgWXT";
    private const string Plain = """{"sn":"smz-a03"}""";
    private const string Cipher = "77152885510B731ABF6184E6D6E832B73140746887BFAF49";

    /// <summary>Encrypts and decrypts the known answer.</summary>
    /// <exception cref="InvalidOperationException">DES-CBC with a zero IV and PKCS#7 does not work here; the message says in which direction.</exception>
    public static void Run() => Run(KeyText, Plain, Cipher);

    internal static void Run(string keyText, string plain, string cipherText)
    {
        if (!DesKey.TryParse(keyText, out var key, out var error)) throw new InvalidOperationException($"DES self-test: {error}.");
        var cipher = new DesCipher(key, CipherOptions.Standard);
        if (cipher.EncryptToText(Encoding.UTF8.GetBytes(plain)) != cipherText)
            throw new InvalidOperationException("DES self-test: encryption (CBC, zero IV, PKCS#7) does not give the known answer.");

        if (!cipher.TryDecryptText(cipherText, out var read) || Encoding.UTF8.GetString(read) != plain)
            throw new InvalidOperationException("DES self-test: decryption (CBC, zero IV, PKCS#7) does not give the known answer.");
    }
}
