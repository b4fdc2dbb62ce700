using Gateway.WebConsole.Parts;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>No ID number stands in an address: addresses are kept by browsers, proxies and logs.</summary>
public sealed class WorkerLinksTests
{
    private readonly WorkerLinks _links = new(new EphemeralDataProtectionProvider());

    [Theory]
    [InlineData("1001")]
    [InlineData("W-1.2_x")]
    [InlineData("0190f2a8b6c87f2e9d3c4b5a69788796")]
    public void Reference_OfAPlainId_IsTheId(string userId)
    {
        Assert.Equal("/worker/" + userId, _links.To(userId));
        Assert.Equal(userId, _links.Read(userId));
    }

    // The ID number is the example of GB 11643 itself; the others are as long as old ones, or hold one.
    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("110105491231002")]
    [InlineData("W11010519491231002X")]
    [InlineData("张三/1 ?&#%")]
    [InlineData("..")]
    [InlineData("~x")]
    [InlineData("<script>alert(1)</script>")]
    public void Reference_OfAnythingElse_SaysNothingOfIt_AndReadsBack(string userId)
    {
        var reference = _links.Reference(userId);

        Assert.Matches("^~[A-Za-z0-9_-]+$", reference);
        Assert.DoesNotMatch("[0-9]{15}", reference);
        Assert.Equal(userId, _links.Read(reference));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("~not of this gateway")]
    [InlineData("11010519491231002X")]
    [InlineData("张三")]
    public void Read_OfWhatNoLinkHas_IsNobody(string? reference) => Assert.Null(_links.Read(reference));

    [Fact]
    public void Read_OfAReferenceOfAnotherGateway_OrChanged_IsNobody()
    {
        var reference = _links.Reference("11010519491231002X");

        Assert.Null(new WorkerLinks(new EphemeralDataProtectionProvider()).Read(reference));
        Assert.Null(_links.Read(reference[..^6] + "AAAAAA"));
        Assert.Null(_links.Read(reference + new string('A', 2000)));
    }
}
