using System.Net.Security;
using System.Net.Sockets;
using Gateway.Fuzz.Engine;

namespace Gateway.Fuzz.Targets;

/// <summary>Bytes at the port between nodes of a node that listens: it lives on, and takes nobody for a node.</summary>
internal sealed class NodePortTarget : IFuzzTarget
{
    public string Name => "node-port";

    public IEnumerable<byte[]> Seeds => [[], Hello(), [.. Hello(), .. Hello()], Hello()[..20], "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), [0x1A, 0, 0, 0, 0x12, 0x18, 0x12, 0x16]];

    public IReadOnlyList<byte[]> Words =>
    [
        [0x16, 3, 1], [0x16, 3, 3], [0x15, 3, 3, 0, 2, 2, 40], [0x17, 3, 3], [0x14, 3, 3, 0, 1, 1], [0x0B, 0, 0, 3, 0, 0, 0], [3, 4], [0xFF, 0xFF, 0xFF, 0x7F],
    ];

    public int Run(byte[] input)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect("127.0.0.1", FuzzedNode.Instance.Port);
        var said = 0;
        try
        {
            if (input.Length > 0) socket.Send(input);
            socket.Shutdown(SocketShutdown.Send);
            var answer = new byte[16 * 1024];
            for (int read; (read = socket.Receive(answer)) > 0;) said += read;
        }
        catch (SocketException)
        {
            said = -1; // Cut off while it was speaking: as good an answer as any.
        }

        return FuzzedNode.Instance.Links == 0 ? said : throw new PropertyBrokenException("it was taken for a node");
    }

    /// <summary>What a client of TLS says first.</summary>
    private static byte[] Hello()
    {
        var heard = new MemoryStream();
        try
        {
            using var tls = new SslStream(new FirstWords(heard));
            tls.AuthenticateAsClient("gateway");
        }
        catch (IOException)
        {
            return heard.ToArray(); // Nobody answers.
        }

        return heard.ToArray();
    }

    /// <summary>Keeps what is written, and ends when it is read.</summary>
    private sealed class FirstWords(MemoryStream heard) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => heard.Flush();

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => heard.Write(buffer, offset, count);
    }
}
