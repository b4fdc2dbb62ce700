using System.Net;
using Gateway.Actors.Devices;
using Xunit;

namespace Gateway.Tests.Actors.Devices;

public sealed class AllowedAddressesTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)] // A socket for both families shows IPv4 like this.
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", true)]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "::ffff:11.1.2.3", false)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("192.0.2.128/25", "192.0.2.128", true)]
    [InlineData("0.0.0.0/0", "203.0.113.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "203.0.113.1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::1", "2001:DB8:0:0:0:0:0:1", true)]
    public void Contains_OneElement_IsRight(string element, string address, bool expected)
    {
        Assert.Null(AllowedAddresses.Fault(element));
        Assert.Equal(expected, AllowedAddresses.Of([element]).Contains(IPAddress.Parse(address)));
    }

    [Fact]
    public void Contains_SeveralElements_AnyOfThemWillDo()
    {
        var list = AllowedAddresses.Of(["192.0.2.7", "2001:db8::/32"]);

        Assert.True(list.Contains(IPAddress.Parse("192.0.2.7")));
        Assert.True(list.Contains(IPAddress.Parse("2001:db8::9")));
        Assert.False(list.Contains(IPAddress.Parse("192.0.2.8")));
    }

    [Fact]
    public void Contains_AddressNotKnown_IsOnlyInTheEmptyList()
    {
        Assert.True(AllowedAddresses.Any.Contains(null));
        Assert.False(AllowedAddresses.Of(["0.0.0.0/0", "::/0"]).Contains(null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("gate.example")]
    [InlineData("10")] // .NET would read 0.0.0.10.
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1 ")]
    [InlineData("10.0.0.1:6960")]
    [InlineData("[2001:db8::1]")]
    [InlineData("fe80::1%3")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("2001:db8::/129")]
    public void Fault_NoAddressOrNetwork_IsSaid(string? element) => Assert.NotNull(AllowedAddresses.Fault(element));

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("2001:db8:1::/32", "2001:db8::/32")]
    public void Fault_BitsBehindThePrefix_NamesTheNetwork(string element, string network) =>
        Assert.Contains(network, AllowedAddresses.Fault(element), StringComparison.Ordinal);

    [Fact]
    public void Of_OtherSpellings_ShowsOneOfEach()
    {
        var list = AllowedAddresses.Of(["10.0.0.7/32", "2001:DB8:0::/32", "10.0.0.7", "::ffff:10.0.0.7", "2001:db8::/32"]);

        Assert.Equal(["10.0.0.7", "2001:db8::/32"], list.Texts);
        Assert.Equal(list, AllowedAddresses.Parse(list.ToString()));
    }

    [Fact]
    public void Parse_SpoiledElement_LetsNobodyInForIt()
    {
        var list = AllowedAddresses.Parse("10.0.0.300");

        Assert.False(list.IsAny);
        Assert.Equal(["10.0.0.300"], list.Texts);
        Assert.False(list.Contains(IPAddress.Parse("10.0.0.3")));
        Assert.True(AllowedAddresses.Parse("10.0.0.300 10.0.0.3").Contains(IPAddress.Parse("10.0.0.3")));
    }
}
