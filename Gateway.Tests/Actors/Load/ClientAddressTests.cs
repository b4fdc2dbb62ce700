using System.Net;
using Gateway.Actors.Load;
using Xunit;

namespace Gateway.Tests.Actors.Load;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::")]
    [InlineData("fe80::1%3", "fe80::")]
    [InlineData(null, "255.255.255.255")]
    public void Of_Address_IsItsNetworkWhereAMachineChoosesTheRest(string? address, string client) =>
        Assert.Equal(IPAddress.Parse(client), ClientAddress.Of(address is null ? null : IPAddress.Parse(address)));
}
