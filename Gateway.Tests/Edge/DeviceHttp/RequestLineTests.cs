using System.Net.Sockets;
using Gateway.Edge.DeviceHttp;
using Gateway.Edge.DeviceHttp.Connections;
using Xunit;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>What a connection may cost before it has said who it is.</summary>
public sealed class RequestLineTests
{
    private static readonly DeviceHttpLimits Limits = new();

    [Fact]
    public async Task Lines_ThatDoNotEnd_HoldTheShareOfTheirAddressAndNoMore()
    {
        var limits = new DeviceHttpLimits { LinesLengthMax = 8 * 1024 * 1024, ActorWithin = Patience.Max };
        await using var host = await StartAsync(new Options { Limits = limits });
        var line = Encoding.ASCII.GetBytes("GET /UploadAttendance?sn=smz-a03&content=" + new string('0', 600_000));
        var clients = new List<TcpClient>();
        var ends = new List<Task<RawAnswer?>>();
        for (var i = 0; i < 16; i++)
        {
            clients.Add(await RawHttp.ConnectAsync(host.Port));
            try
            {
                await clients[i].GetStream().WriteAsync(line);
            }
            catch (IOException)
            {
                // Cut while the line was still being sent.
            }

            ends.Add(RawHttp.ReadAsync(clients[i].GetStream()));
        }

        // A quarter of 8 MiB holds three of them.
        await Patience.UntilAsync(() => ends.Count(static end => end.IsCompletedSuccessfully && end.Result is null) >= 13, "lines that were cut for want of room");
        Assert.InRange(host.Door.LinesFree, limits.LinesLengthMax * 3 / 4, limits.LinesLengthMax);
        Assert.Equal(0, (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Result);

        clients.ForEach(static client => client.Dispose());
        await Patience.UntilAsync(() => host.Door.LinesFree == limits.LinesLengthMax, "the room that the lines had");
    }

    [Fact]
    public async Task Line_ThatWasAnswered_GivesItsRoomBackWhileItsConnectionStays()
    {
        await using var host = await StartAsync();
        using var client = await RawHttp.ConnectAsync(host.Port);

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /UploadAttendance?sn=nobody&content={new string('0', 100_000)} HTTP/1.1\r\nHost: x\r\n\r\n"));
        Assert.Equal(-2, (await RawHttp.ReadAsync(client.GetStream()))!.Result);

        await Patience.UntilAsync(() => host.Door.LinesFree == Limits.LinesLengthMax, "the room that the line had");
        await client.GetStream().WriteAsync("GET /GetAddPerson?sn=smz-a03 HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        Assert.Equal(0, (await RawHttp.ReadAsync(client.GetStream()))!.Result);
    }

    [Fact]
    public async Task Line_ThatStops_EndsItsConnection()
    {
        await using var host = await StartAsync(new Options { Limits = new DeviceHttpLimits { BodyPieceWithin = TimeSpan.FromMilliseconds(300), ActorWithin = Patience.Max } });
        using var client = await RawHttp.ConnectAsync(host.Port);

        await client.GetStream().WriteAsync("GET /GetAddPerson?sn=smz"u8.ToArray());

        Assert.Null(await RawHttp.ReadAsync(client.GetStream()));
        await Patience.UntilAsync(() => host.Door.Connections.Open == 0, "the end of the connection");
    }

    [Fact]
    public void Clock_PieceInEachWhile_GoesOn_TricklesDoNot()
    {
        var time = new FakeTimeProvider();
        using var clock = new LineClock(Limits, time);
        Assert.False(clock.Start(0).IsCancellationRequested);
        time.Advance(TimeSpan.FromDays(1));

        // Slow, but a piece in each while.
        for (var held = Limits.BodyPieceMin; held < 40 * Limits.BodyPieceMin; held += Limits.BodyPieceMin)
        {
            var late = clock.Start(held);
            time.Advance(Limits.BodyPieceWithin - TimeSpan.FromSeconds(1));
            clock.Stop();
            Assert.False(late.IsCancellationRequested);
        }

        // A byte now and then.
        clock.Start(0);
        clock.Stop();
        CancellationToken token = default;
        for (var held = 1; held < 40 && !token.IsCancellationRequested; held++)
        {
            token = clock.Start(held);
            time.Advance(TimeSpan.FromSeconds(1));
            clock.Stop();
        }

        Assert.True(token.IsCancellationRequested);
        Assert.False(clock.Start(0).IsCancellationRequested);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(100, 2)]
    public async Task Connections_MoreThanTheLimit_AreClosedUnread_AndLetInAgainLater(int max, int perAddress)
    {
        var limits = new DeviceHttpLimits { ConnectionsMax = max, ConnectionsPerAddressMax = perAddress, ActorWithin = Patience.Max };
        await using var host = await StartAsync(new Options { Limits = limits });
        using var first = await RawHttp.ConnectAsync(host.Port);
        using (await RawHttp.ConnectAsync(host.Port))
        {
            await Patience.UntilAsync(() => host.Door.Connections.Open == 2, "two connections");

            Assert.True(await IsClosedUnreadAsync(host.Port));
        }

        await Patience.UntilAsync(() => host.Door.Connections.Open == 1, "the end of the second");
        Assert.Equal(0, (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Result);
    }

    /// <summary>A reset may come before connect has looked whether it succeeded.</summary>
    private static async Task<bool> IsClosedUnreadAsync(int port)
    {
        try
        {
            using var client = await RawHttp.ConnectAsync(port);
            return await RawHttp.ReadAsync(client.GetStream()) is null;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
