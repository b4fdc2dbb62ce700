using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Gateway.Codec.Crypto;

namespace Gateway.Benchmarks.Parsing;

/// <summary>
/// 64 bytes of DES-CBC with PKCS#7: our engine and the two ways of the platform. The figures stand in the comment of DesEngine.
/// Public and not sealed: BenchmarkDotNet derives from it.
/// </summary>
public class DesDecryption : IDisposable
{
    private const string KeyText = "k0000001";
    private const int PlainLength = 58;

    private readonly DES _platform = DES.Create();
    private readonly byte[] _iv = new byte[8];
    private readonly byte[] _plain = new byte[64];
    private readonly DesCipher _ours;
    private readonly ICryptoTransform _transform;
    private readonly byte[] _cipher;

    public DesDecryption()
    {
        if (!DesKey.TryParse(KeyText, out var key, out var error)) throw new InvalidOperationException(error);
        _ours = new DesCipher(key, CipherOptions.Standard);
        _cipher = _ours.Encrypt(new byte[PlainLength]);
        _platform.Key = Encoding.ASCII.GetBytes(KeyText);
        _transform = _platform.CreateDecryptor(_platform.Key, _iv);
    }

    [Benchmark(Baseline = true)]
    public int Ours() => _ours.TryDecrypt(_cipher, _plain, out var length) ? length : throw new CryptographicException();

    /// <summary>Two transforms would be kept for each terminal.</summary>
    [Benchmark]
    public int CachedTransform() => _transform.TransformFinalBlock(_cipher, 0, _cipher.Length).Length;

    [Benchmark]
    public int OneShot() => _platform.DecryptCbc(_cipher, _iv, _plain, PaddingMode.PKCS7);

    public void Dispose()
    {
        _transform.Dispose();
        _platform.Dispose();
        GC.SuppressFinalize(this);
    }
}
