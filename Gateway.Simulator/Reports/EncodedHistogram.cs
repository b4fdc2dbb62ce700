using System.IO.Compression;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace Gateway.Simulator.Reports;

/// <summary>
/// Histograms of microseconds as text, so that reports of several processes can be merged exactly: HdrHistogram's own form, compressed (zlib), in
/// Base64, empty for none. Compressed here: the library's own reader takes the first part of a long one for the whole.
/// </summary>
internal static class EncodedHistogram
{
    /// <summary>Longest latency a report holds, in microseconds; longer ones are counted as this.</summary>
    public const long MaxMicroseconds = 600_000_000;

    /// <summary>Significant decimal digits of a latency.</summary>
    public const int Digits = 3;

    /// <summary>The histogram as text.</summary>
    public static string Write(HistogramBase histogram)
    {
        if (histogram.TotalCount == 0) return "";
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var length = histogram.Encode(buffer, HistogramEncoderV2.Instance);
        var bytes = new byte[length];
        buffer.Position = 0;
        for (var i = 0; i < length; i++) bytes[i] = buffer.Get();
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal)) zlib.Write(bytes);
        return Convert.ToBase64String(compressed.ToArray());
    }

    /// <summary>Several histograms as one.</summary>
    /// <exception cref="FormatException">A text is no histogram.</exception>
    public static LongHistogram Merge(IEnumerable<string> texts)
    {
        var all = new LongHistogram(MaxMicroseconds, Digits);
        foreach (var text in texts.Where(text => text.Length > 0))
        {
            var bytes = Convert.FromBase64String(text);
            try
            {
                using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
                using var whole = new MemoryStream();
                zlib.CopyTo(whole);
                all.Add(HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(whole.ToArray()), 0));
            }
            catch (Exception e) when (e is ArgumentException or InvalidDataException or IOException or IndexOutOfRangeException or OverflowException)
            {
                throw new FormatException("no encoded histogram", e);
            }
        }

        return all;
    }
}
