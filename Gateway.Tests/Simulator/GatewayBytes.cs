using System.Security.Cryptography;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>
/// What a gateway would send and read, written by hand from §5.2 with the platform's DES, so that the simulator is not tested against the codec it uses.
/// </summary>
internal static class GatewayBytes
{
    public const int HeaderLength = 26;

    /// <summary>A big-endian reply in one packet, its body encrypted.</summary>
    public static byte[] Reply(byte word, byte status, string sn, string key, string? json = null) =>
        Packet(word, 0, 0, status, sn, json is null ? [] : Encrypt(json, key));

    /// <summary>A big-endian reply with the body as it stands.</summary>
    public static byte[] Packet(byte word, int number, int total, byte status, string sn, byte[] body)
    {
        var frame = new byte[HeaderLength + body.Length + 1];
        byte[] header =
        [
            0xCC, 0xDD, (byte)(frame.Length >> 8), (byte)frame.Length, word,
            (byte)(number >> 8), (byte)number, (byte)(total >> 8), (byte)total, status
        ];
        header.CopyTo(frame, 0);
        Encoding.ASCII.GetBytes(sn).CopyTo(frame, header.Length);
        body.CopyTo(frame, HeaderLength);
        frame[^1] = frame.Aggregate((byte)0, (xor, next) => (byte)(xor ^ next));
        return frame;
    }

    public static byte[] Encrypt(string json, string key)
    {
        using var des = DES.Create();
        des.Key = Encoding.ASCII.GetBytes(key);
        return des.EncryptCbc(Encoding.UTF8.GetBytes(json), new byte[8]);
    }

    /// <summary>Takes whole requests off the front of a stream of bytes; the checksum of each must be right.</summary>
    /// <param name="keyOf">The key of an SN.</param>
    public static List<TerminalRequest> Read(List<byte> stream, Func<string, string> keyOf)
    {
        var requests = new List<TerminalRequest>();
        while (stream.Count >= HeaderLength && stream.Count >= ((stream[2] << 8) | stream[3]))
        {
            byte[] frame = [.. stream[..((stream[2] << 8) | stream[3])]];
            stream.RemoveRange(0, frame.Length);
            Assert.Equal([0xDD, 0xCC], frame[..2]);
            Assert.Equal(0, frame.Aggregate((byte)0, (xor, next) => (byte)(xor ^ next)));
            var sn = Encoding.ASCII.GetString(frame, 10, 16).TrimEnd('\0');
            using var des = DES.Create();
            des.Key = Encoding.ASCII.GetBytes(keyOf(sn));
            var json = Encoding.UTF8.GetString(des.DecryptCbc(frame[HeaderLength..^1], new byte[8]));
            requests.Add(new TerminalRequest(frame[4], sn, json));
        }

        return requests;
    }
}
