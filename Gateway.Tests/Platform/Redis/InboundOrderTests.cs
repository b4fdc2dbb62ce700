using Gateway.Platform.Redis;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Tests.Platform.Redis;

/// <summary>Whose entries of the stream of commands are believed.</summary>
public sealed class InboundOrderTests
{
    private const string Key = "a-key-of-those-who-write-commands";
    private const string Data = """{"sn":"smz-1","command":{"type":"clock.set","id":"c1"}}""";

    /// <summary>With python3: hmac.new(key, data, sha256).</summary>
    private const string Hmac = "bf76e2f5b75bc569f228a454b4aa712273f6b7d82149bfd9e273903687265e95";

    [Theory]
    [InlineData(Hmac)]
    [InlineData("BF76E2F5B75BC569F228A454B4AA712273F6B7D82149BFD9E273903687265E95")]
    public void Read_RightHmac_IsAnOrder(string hmac)
    {
        var order = InboundOrder.Read(Entry(("data", Data), ("hmac", hmac)), Key);

        Assert.Null(order.Reason);
        Assert.Equal("smz-1", order.Sn);
    }

    [Fact]
    public void Read_NoHmac_IsAnOrderOnlyWithoutAKey()
    {
        Assert.Null(InboundOrder.Read(Entry(("data", Data)), null).Reason);
        Assert.Equal("hmac: is missing (Gateway:Redis:CommandsKey is set)", InboundOrder.Read(Entry(("data", Data)), Key).Reason);
    }

    [Theory]
    [InlineData(Data, "af76e2f5b75bc569f228a454b4aa712273f6b7d82149bfd9e273903687265e95")]
    [InlineData(Data, "bf76e2f5b75bc569f228a454b4aa712273f6b7d82149bfd9e273903687265e9")]
    [InlineData(Data, "")]
    [InlineData(Data, "no hexadecimal digits, but as many of them as there would have been")]
    [InlineData("""{"sn":"smz-2","command":{"type":"clock.set","id":"c1"}}""", Hmac)]
    public void Read_WrongHmac_IsRefusedBeforeItIsRead(string data, string hmac)
    {
        var order = InboundOrder.Read(Entry(("data", data), ("hmac", hmac)), Key);

        Assert.Equal("hmac: is not that of data", order.Reason);
        Assert.Null(order.Sn);
    }

    private static StreamEntry Entry(params (string Name, string Value)[] fields) => new("1-1", [.. fields.Select(static field => new NameValueEntry(field.Name, field.Value))]);
}
