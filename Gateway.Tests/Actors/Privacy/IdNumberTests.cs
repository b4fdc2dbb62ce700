using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Xunit;

namespace Gateway.Tests.Actors.Privacy;

public sealed class IdNumberTests
{
    // 11010519491231002X is the example of GB 11643-1999 itself; the second was worked by hand:
    // 5*7+1*9+0*10+1*5+0*8+4*4+1*2+9*1+9*6+0*3+0*7+3*9+0*10+7*5+0*8+0*4+1*2 = 194; 194 mod 11 = 7; the table gives 5 for 7.
    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("11010519491231002x", true)]
    [InlineData(" 11010519491231002X ", true)]
    [InlineData("510104199003070015", true)]
    [InlineData("510104199003070012", false)]
    [InlineData("110105194912310021", false)]
    [InlineData("110105491231002", true)]
    public void TryParse_Readable_TellsTheCheckDigit(string text, bool right)
    {
        Assert.True(IdNumber.TryParse(text, out var number, out _));
        Assert.Equal((right, text.Trim().ToUpperInvariant()), (number.IsCheckDigitRight, number.Reveal()));
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData(null, "missing")]
    [InlineData("1101051949123100", "must have 18 or 15 characters, not 16")]
    [InlineData("1101051949123100211", "must have 18 or 15 characters, not 19")]
    [InlineData("11010519491231O021", "must be digits, but for the last character")]
    [InlineData("X1010519491231002X", "must be digits, but for the last character")]
    [InlineData("11010519491231002Y", "must end with a digit or, of 18 characters, X")]
    [InlineData("11010549123100X", "must end with a digit or, of 18 characters, X")]
    [InlineData("１１０１０５１９４９１２３１００２１", "must be digits, but for the last character")]
    public void TryParse_Unreadable_SaysWhyWithoutTheNumber(string? text, string expected)
    {
        Assert.False(IdNumber.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Text_OfIdNumber_IsAMask()
    {
        Assert.True(IdNumber.TryParse("11010519491231002X", out var number, out _));

        Assert.Equal("***", number.ToString());
        Assert.Equal("110*************2X", number.Masked);
    }

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("阿卜杜拉·买买提", "阿*******")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("", "")]
    public void NameMask_Of_ShowsTheFirstCharacter(string name, string masked) => Assert.Equal(masked, NameMask.Of(name));

    [Fact]
    public void Text_OfRegistration_IsItsId()
    {
        Assert.True(IdNumber.TryParse("11010519491231002X", out var number, out _));
        var registration = new Registration(
            Guid.Empty, "zzj-1", "site", DateTimeOffset.UnixEpoch, number, new Secret("张三"), 1, "汉", new DateOnly(1949, 12, 31), new Secret("路"),
                new Secret("局"), "长期", 1, 3,
            new Secret("138"), new Dictionary<string, string>(), []);

        Assert.Equal(Guid.Empty.ToString(), registration.ToString());
        Assert.Equal(Guid.Empty.ToString(), $"{registration}");
    }
}
