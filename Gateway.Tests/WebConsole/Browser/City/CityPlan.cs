namespace Gateway.Tests.WebConsole.Browser.City;

/// <summary>Who is in the little city, and what is wrong there this morning.</summary>
internal static class CityPlan
{
    /// <summary>Fourteen persons cannot get in at three of its gates: the photo was refused.</summary>
    public static readonly CitySite Refusing = new("A-0217", "锦城广场地铁上盖", "锦江区", 6, 62, 44, 45) { Refused = 14, RefusingGates = 3, Number = 1 };

    /// <summary>All of its gates went at the same moment, behind the same address.</summary>
    public static readonly CitySite CutOff = new("B-0103", "天府国际医疗中心 B3", "天府新区", 8, 40, 0, 30) { IsCutOff = true, Number = 2 };

    /// <summary>One gate's clock is wrong and cannot be set.</summary>
    public static readonly CitySite WrongClock = new("L-0017", "龙泉驿 17 号地块", "龙泉驿区", 5, 30, 21, 21) { HasStuckClock = true, Number = 3 };

    /// <summary>Its gates are all there, and hardly anybody comes.</summary>
    public static readonly CitySite Empty = new("G-0301", "高新区云图大厦", "高新区", 3, 48, 11, 38) { Number = 4 };

    public static readonly IReadOnlyList<CitySite> Sites =
    [
        Refusing, CutOff, WrongClock, Empty,
        new("G-0118", "天府软件园 F 区", "高新区", 2, 24, 18, 17) { Number = 5 },
        new("J-0009", "东大街金融中心", "锦江区", 2, 22, 17, 16) { Number = 6 },
        new("S-0420", "双流空港产业园", "双流区", 2, 26, 19, 20) { Number = 7 },
        new("S-0421", "麓湖生态城 9 期", "双流区", 3, 20, 15, 15) { Number = 8 },
        new("X-0077", "新都香城大道二标", "新都区", 2, 18, 14, 13) { Number = 9 },
        new("P-0005", "西部智谷 D 区", "郫都区", 2, 16, 12, 12) { Number = 10 },
    ];

    /// <summary>A worker whose records and changes the tests look for: on the roster of the first site, present everywhere.</summary>
    public static readonly string Worker = Refusing.UserId(6);

    /// <summary>Quarter hours of a day.</summary>
    public const int Slots = 96;

    /// <summary>The last quarter hour that is over at any minute of the city's hour, which is from six to seven.</summary>
    public const int SlotNow = 25;

    /// <summary>Days of the last month on which he clocked in.</summary>
    public const int DaysOfLastMonth = 5;

    private const double MiddleSlot = 24.5;
    private const double SlotsOfTheRush = 2.2;
    private const string Families = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧";
    private const string Given = "强梅军国平伟芳娜敏静磊洋勇艳杰涛明超秀霞刚桂英华建文辉玲红波";

    public static string NameOf(string userId)
    {
        var number = int.Parse(userId, CultureInfo.InvariantCulture);
        var first = Given[number * 7 % Given.Length].ToString();
        return Families[number * 13 % Families.Length] + (number % 3 == 0 ? first : first + Given[number * 11 % Given.Length]);
    }

    /// <summary>When one of those who come today comes: as many by any minute as on other days, in proportion.</summary>
    public static TimeSpan Comes(CitySite site, int index)
    {
        var share = Share(SlotNow) * (index + 1) / (site.Came + 1);
        var slot = MiddleSlot + (SlotsOfTheRush * Math.Log(share / (1 - share)));
        return TimeSpan.FromMinutes(15 * (slot + 1));
    }

    /// <summary>Which share of a day's persons has come by the end of a quarter hour: most between half past five and seven.</summary>
    public static double Share(int slot) => 1 / (1 + Math.Exp(-(slot - MiddleSlot) / SlotsOfTheRush));
}
